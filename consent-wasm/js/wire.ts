// Made from the types of the engine by `cargo xtask wasm types`; don't edit it.

/** What can be done, in the order in which sets are sorted. */
export type ActKind =
  | "assert"
  | "record-fact"
  | "ask-consent"
  | "complete-quorum"
  | "lift-bar"
  | "renew-assessment"
  | "obtain-permit"
  | "admit-party";

/** Who completes a consent (semantics §4 *Quorum*). */
export type Activation = "subject" | "any-guardian" | "all-guardians";

/** One activity: a legal basis, or a notice on which consent is asked. */
export interface Activity {
  /** Of a legal basis: its letter in GDPR 6(1). */
  article?: Article;
  /** Of a legal basis: whether the law obliges or allows. */
  character?: Character;
  /** Whose registers hold the data. */
  controllers: Id[];
  /** Which data. */
  data_categories: Id[];
  /** The id of the row or the notice. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** Of a consent: the notice. */
  notice?: NoticeVersion;
  /** Which operations. */
  operations: Operation[];
  /** For what. */
  purposes: Id[];
  /** Who uses it. */
  recipients: Id[];
  /** How long the data is kept. */
  retention?: LocalText;
  /** Of a legal basis: the statute. */
  statute?: Statute;
}

/** Who acted: the role, and the id of a representative (their own key) or of a party. */
export interface Actor {
  /** Absent for the person, required for everyone else. */
  id?: Id;
  /** The role. */
  role: ActorRole;
}

/** Who acted. */
export interface ActorNode {
  /** The IRI of a party. */
  "@id"?: string;
  /** The entity in DPV, and the engine's own word for the role. */
  "@type": string[];
  /** The key of a representative, or the party; absent for the person. */
  "dct:identifier"?: Id;
}

/** In which capacity someone acts. */
export type ActorRole =
  | "self"
  | "guardian"
  | "mandate"
  | "legal-guardian"
  | "controller"
  | "operator"
  | "authority";

/** The person's age is at least `min` and below `below`, of which at least one is given. */
export interface AgeCondition {
  /** Fewer full years than this. */
  below?: number;
  /** At least so many full years. */
  min?: number;
}

/** The full answer: what the citizen and the auditor see. */
export interface Answer {
  /** The first instant at which the outcome of an item or its governing basis would differ; absent: never, or not asked. */
  holds_until?: Instant;
  /** The items, by category and operation. */
  items: ItemAnswer[];
  /** The obligations of the bases used. */
  obligations?: ObligationAnswer[];
  /** Whether the use is covered. */
  outcome: Outcome;
  /** What it was computed from. */
  position: Position;
  /** The question, as it was understood. */
  question: ProposedUse;
  /** Remarks. */
  warnings?: Warning[];
}

/** The legal basis of a row by its letter in GDPR 6(1); (a), consent, is never a row but a person's act. */
export type Article = "6(1)(b)" | "6(1)(c)" | "6(1)(d)" | "6(1)(e)" | "6(1)(f)";

/** Whether a service may or must ask (1287/2013 23 § obliges to ask). */
export type Ask = "may" | "must";

/** What a service would have to ask on one notice. A grant of just this is one that the notice offers. */
export interface AskEntry {
  /** The law obliges to ask, or lets the service ask. */
  ask: Ask;
  /** The unit whose register holds the data, as the notice names it. */
  controller: Id;
  /** The least form of the answer. */
  form: Form;
  /** The text to show. */
  notice: NoticeVersion;
  /** Which operations. */
  operations: Operation[];
  /** Missing categories that the person chooses one by one. */
  optional: Id[];
  /** For what, as the notice names it. */
  purpose: Id;
  /** Who would use it, as the notice names it; absent where the notice names no recipients: the controller only. */
  recipient?: Id;
  /** Every category without which the service does not work: no grant leaves one out, also when it is given already. */
  required: Id[];
}

/** The asker states `name`; the engine never judges it, the answer carries it for the log. */
export interface AssertionCondition {
  /** The assertion, a term. */
  name: Id;
}

/** A recorded human assessment that the engine never makes itself. */
export interface Assessment {
  /** Its reference. */
  id: Id;
  /** Until when it holds; absent: without end. */
  until?: Instant;
}

/** Level of assurance of the identification (Regulation (EU) 910/2014, article 8(2)); ordered. */
export type Assurance = "low" | "substantial" | "high";

/** For whom an answer is rendered (semantics §6 *Audiences*). */
export type Audience = "citizen" | "requester" | "auditor";

/** What was erased from a ledger. */
export interface AuditReport {
  /** Every erased event, by whom and why. */
  erased: Erased[];
  /** How far it has come. */
  head: LedgerHead;
}

/** A bar in force. */
export interface BarEntry {
  /** When it was set. */
  at: Instant;
  /** From when it is in force. */
  from: Instant;
  /** Its id: of the event that set or raised it. */
  id: Id;
  /** Its kind. */
  kind: Id;
  /** Whether the person can lift it. */
  person_can_lift: boolean;
  /** What it is over, as it was set; absent of one that was raised. */
  scope?: Scope;
  /** Who set it. */
  set_by: Actor;
  /** Until when; absent: until it is lifted. */
  until?: Instant;
}

/** What takes the effect away from bases. An absent member means the strictest. */
export interface BarKind {
  /** What it defeats; absent: every basis. */
  defeats?: Target[];
  /** From when the kind has effect; absent: from the beginning. */
  from?: Instant;
  /** The id. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** What a later consent does; absent: the bar stands. */
  later_consent?: LaterConsent;
  /** Who lifts it; absent: nobody. */
  lifted_by?: Setter[];
  /** The operations it reaches; absent: all. */
  operations?: Operation[];
  /** The widest scope it may have; absent: any. */
  over?: Scope;
  /** Which legal bases it reaches; absent: all. */
  reach?: Reach;
  /** Who sets it; absent: anyone, as a negative act is never too easy. */
  set_by?: Setter[];
  /** The citation. */
  source: string;
  /** What it never defeats, whatever `defeats` says. */
  spares?: Target[];
  /** Until when the kind has effect; absent: without end. */
  until?: Instant;
}

/** A basis that holds, with what a person wants to know about it. */
export interface Basis {
  /** Of a legal basis: its letter in GDPR 6(1). */
  article?: Article;
  /** Of a consent: when it was complete. */
  at?: Instant;
  /** Which one. */
  basis: BasisRef;
  /** Of a consent: a representative gave it. */
  by_representative?: boolean;
  /** Of a legal basis: whether the law obliges or allows. */
  character?: Character;
  /** Of a consent: the notice it was given on. */
  notice?: NoticeVersion;
  /** Of a consent: until when it is valid. */
  until?: Instant;
}

/** What governs the covered items of a use. */
export type BasisKind = "duty" | "permission" | "consent" | "several";

/** Whether a basis is a legal basis or a consent. */
export type BasisRef =
  | {
      legal_basis: Id;
    }
  | {
      consent: Id;
    };

/**
 * The answers to the legs of a bundle, and to all together.
 *
 * A disclosure between controllers is two legs, the discloser's and the recipient's own use; a combination is one leg for each
 * source, and every source has to allow it. No leg changes the answer to another.
 */
export interface Bundle {
  /** The answers, in the order of the questions. */
  legs: Answer[];
  /** Covered when every leg is; not covered when no leg is covered in any part. */
  outcome: Outcome;
}

export type CalendarDate = string;

/** The capacity of a representative. */
export type Capacity = "guardian" | "mandate" | "legal-guardian";

/** What the city published at one version (semantics §2). */
export interface Catalogue {
  /** Kinds of bars, besides the shipped ones. */
  bar_kinds?: BarKind[];
  /** Named lists of countries. */
  country_lists?: CountryList[];
  /** The data, as a directed acyclic graph. */
  data_categories: DataCategory[];
  /** The id of the catalogue; the same in every version. */
  id: Id;
  /** The languages that every label and text has. */
  languages: Lang[];
  /** The legal bases that the city has published. */
  legal_bases?: LegalBasis[];
  /** A remark for readers, for example *demonstration, not legal advice*. */
  note?: string;
  /** The texts that a person is shown when asked. */
  notices?: Notice[];
  /** The parties, as a tree. */
  parties: Party[];
  /** The shipped profiles that this catalogue builds on: `eu-gdpr`, `fi`. */
  profiles?: Id[];
  /** When this version was written. */
  published: Instant;
  /** The purposes, as a directed acyclic graph. */
  purposes: Purpose[];
  /** What the law or the rulebook demands, besides the profiles. */
  requirements?: Requirement[];
  /** The format of this document. */
  schema: Schema;
  /** The names this catalogue uses, besides the profiles. */
  terms?: Term[];
  /** The fixed distance from UTC in which dates, ages and durations count. */
  utc_offset_minutes: Offset;
  /** The version: an integer from 1 that only grows. */
  version: number;
}

/** The catalogue whose words a receipt has; the ledger has its digest (`catalogue-published`). */
export interface CatalogueNode {
  /** The digest of its canonical form. */
  "consent:sha256": Digest;
  /** Its id. */
  "dct:identifier": Id;
  /** Its version. */
  "schema:version": number;
}

/** A named use before and after an act. */
export interface Change {
  /** The governing basis after; absent: it is not covered. */
  after?: Basis;
  /** Only when the asker states these. */
  assertions?: Id[];
  /** The governing basis before; absent: it was not covered. */
  before?: Basis;
  /** Only in these cases. */
  cases?: Id[];
  /** The unit whose register holds the data. */
  controller: Id;
  /** Which data, by id. */
  data_categories: Id[];
  /** Which operations; every one of them for every category. */
  operations: Operation[];
  /** For what. */
  purpose: Id;
  /** Who uses it. */
  recipient: Id;
}

/** A way of giving consent. */
export interface Channel {
  /** The term. */
  "dct:identifier": Id;
  /** What people call it; absent when the catalogue does not know it any more. */
  "skos:prefLabel"?: LocalText;
}

/** Whether the law obliges or allows. */
export type Character = "duty" | "permission";

/** What the check of a catalogue found. */
export interface CheckReport {
  /** Errors and warnings. */
  findings: Finding[];
  /** The catalogue. */
  id: Id;
  /** True when nothing keeps it from being published: there are no errors among the findings. */
  ok: boolean;
  /** Its digest, as a `catalogue-published` names it. */
  sha256: Digest;
  /** Its version. */
  version: number;
}

/** A data category, a purpose or an operation. */
export interface Concept {
  /** The IRI. */
  "@id": string;
  /** `dpv:PersonalData`, `dpv:SpecialCategoryPersonalData`, `dpv:Purpose` or `dpv:Processing`. */
  "@type": string;
  /** Its id. */
  "dct:identifier": Id;
  /** Of data: whether the service works without it. */
  "dpv:hasNecessity"?: string;
  /** The same or something broader elsewhere, for example in DPV. */
  "skos:broader": string[];
  /** What people call it; absent when the catalogue does not know it any more. */
  "skos:prefLabel"?: LocalText;
}

/** A condition of a legal basis. Each is positive; there is no negation. */
export type Condition =
  | {
      relationship: RelationshipCondition;
    }
  | {
      age: AgeCondition;
    }
  | {
      home_municipality: HomeCondition;
    }
  | {
      assertion: AssertionCondition;
    };

/** How the person takes it back. */
export interface ConsentControl {
  /** `dpv:WithdrawConsent`. */
  "@type": string;
  /** Where. */
  "dpv:isExercisedAt": string;
}

/** A consent and how it stands. */
export interface ConsentEntry {
  /** When it was completed. */
  at?: Instant;
  /** The consent. */
  consent: Id;
  /** From when it is valid. */
  from?: Instant;
  /** Who gave it. */
  given_by?: Actor[];
  /** The text that was shown; absent when the ledger does not know it. */
  notice?: NoticeVersion;
  /** How it stands. */
  status: ConsentStatus;
  /** When it ended, or will end. */
  until?: Instant;
}

/** Something that happened to the consent, or how it stands. */
export interface ConsentEvent {
  /** The status in DPV, and the engine's own word for it. */
  "@type": string[];
  /** True for a negative act of someone whose entitlement was not recorded; it takes effect all the same. */
  "consent:actorUnverified"?: boolean;
  /** Its erasure, when it was erased. */
  "consent:erased"?: ErasedNode;
  /** Through which operator it came. */
  "consent:operator"?: Id;
  /** Its position in the ledger. */
  "consent:position"?: number;
  /** When the ledger came to know it. */
  "consent:recordedAt"?: Instant;
  /** Another key of the same person, under which it was recorded. */
  "consent:subject"?: SubjectId;
  /** With a narrowing: what was taken away. */
  "consent:takenAway"?: TakenAway;
  /** From when it was given, if later than the act. */
  "consent:validFrom"?: Instant;
  /** Why, in the words of who acted. */
  "dct:description"?: string;
  /** The event; absent at the end, where the record says how the consent stands. */
  "dct:identifier"?: Id;
  /** How long what it says holds. */
  "dpv:hasDuration": Duration;
  /** How it was given. */
  "dpv:hasIndicationMethod"?: IndicationMethod;
  /** The type of consent. */
  "dpv:hasLegalBasis": string[];
  /** When it took effect. */
  "dpv:isIndicatedAtTime": Instant;
  /** Who acted. */
  "dpv:isIndicatedBy": ActorNode;
}

/** A receipt for a consent, given to the resident (GDPR 7(1), ISO/IEC TS 27560). */
export interface ConsentReceipt {
  /** The fixed context. */
  "@context": Context;
  /** The IRI of the receipt. */
  "@id": string;
  /** `dpv:ConsentReceipt`. */
  "@type": string;
  /** The catalogue from which the words come. */
  "consent:catalogue": CatalogueNode;
  /** What proves it, by position. */
  "consent:evidence": Evidence[];
  /** The signed note over everything else (C2SP signed-note). */
  "consent:seal": string;
  /** The profile. */
  "dct:conformsTo": string;
  /** When it was made; everything in it is as of then. */
  "dct:created": Instant;
  /** The receipt's own id. */
  "dct:identifier": Id;
  /** The language that the resident uses; labels are in every language of the catalogue. */
  "dct:language": Lang;
  /** Who issued it. */
  "dct:publisher": Reference;
  /** The version of DPV whose terms it uses. */
  "dct:references": string;
  /** The same by the name that the profile's table has. */
  "dpv:hasIdentifier": Id;
  /** The consent. */
  "dpv:hasRecordOfActivity": ConsentRecord;
}

/** A consent: who, what, why, on which text, and everything that happened to it. */
export interface ConsentRecord {
  /** The IRI of the consent. */
  "@id": string;
  /** `dpv:ConsentRecord`. */
  "@type": string;
  /** How it stands, in the engine's own words. */
  "consent:standing": Standing;
  /** The profile. */
  "dct:conformsTo": string;
  /** The consent. */
  "dct:identifier": Id;
  /** The languages in which they were shown, or else that of the receipt. */
  "dct:language": Lang[];
  /** The GDPR. */
  "dpv:hasApplicableLaw": string;
  /** How to withdraw it. */
  "dpv:hasConsentControl": ConsentControl;
  /** What happened, by position; at the end how it stands when the receipt was made. */
  "dpv:hasConsentStatus": ConsentEvent[];
  /** Who relies on it, by IRI. */
  "dpv:hasDataController": string[];
  /** Whose data. */
  "dpv:hasDataSubject": Person;
  /** Every party named in the record, by id. */
  "dpv:hasEntity": Entity[];
  /** The same by the name that the profile's table has. */
  "dpv:hasIdentifier": Id;
  /** The countries of the controllers. */
  "dpv:hasJurisdiction": string[];
  /** The type of the consent. */
  "dpv:hasLegalBasis": string[];
  /** The texts, each as it was shown. */
  "dpv:hasNotice": NoticeNode[];
  /** What was given or asked; `dpv:hasConsentStatus` says what was taken away since. */
  "dpv:hasProcess": Process;
  /** The person's rights. */
  "dpv:hasRight": Right[];
}

/** What a requirement lets a consent do for it. */
export type ConsentRule = "no" | "yes" | "explicit" | "written";

/** How a consent stands at an instant. */
export type ConsentStatus =
  | "active"
  | "requested"
  | "quorum-incomplete"
  | "not-yet-valid"
  | "suspended"
  | "refused"
  | "withdrawn"
  | "expired"
  | "invalidated"
  | "notice-superseded";

/** How a party is reached. */
export interface ContactDetails {
  /** The postal address. */
  address?: string;
  /** The e-mail address. */
  email?: string;
  /** The telephone number. */
  telephone?: string;
  /** The page. */
  url?: string;
}

/** A way to reach a party. */
export interface ContactPoint {
  /** `schema:ContactPoint` or `schema:PostalAddress`; with `consent:not-stated` when nobody has stated it. */
  "@type": string[];
  /** The address for electronic mail. */
  "schema:email"?: string;
  /** The postal address. */
  "schema:streetAddress"?: string;
  /** The telephone number. */
  "schema:telephone"?: string;
  /** The page. */
  "schema:url"?: string;
}

/** the fixed JSON-LD context of every receipt */
export type Context = { [name: string]: unknown };

export type Country = string;

/** A country in a list. */
export interface CountryEntry {
  /** ISO 3166-1 alpha-2. */
  country: Country;
  /** From when it is on the list. */
  from?: Instant;
  /** Until when it is on the list. */
  until?: Instant;
}

/** A named list of countries, for example those with an adequacy decision (GDPR 45). */
export interface CountryList {
  /** The members. */
  countries: CountryEntry[];
  /** The name, for `recipient_outside`. */
  id: Id;
  /** Where the list comes from. */
  source: string;
}

/** A kind of data that people understand (*dataryhmä*). */
export interface DataCategory {
  /** Its classes, besides those of its ancestors; one of `secret` and `public` at the latest there. */
  classes?: Id[];
  /** The id. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** Nothing broader covers it. */
  must_be_named?: boolean;
  /** A remark for readers. */
  note?: string;
  /** The broader categories. */
  parents?: Id[];
  /** The ids that this one took the place of; bars follow. */
  replaces?: Id[];
  /** The same thing elsewhere, as IRIs. */
  same_as?: string[];
  /** The catalogue version that brought it in under its present parents. */
  since: number;
}

/**
 * A receipt for a recorded use, given to the asker: the fields of the disclosure log (703/2023 10 §), and nothing else
 * about the person.
 */
export interface DecisionReceipt {
  /** The fixed context. */
  "@context": Context;
  /** The IRI of the receipt. */
  "@id": string;
  /** `consent:DecisionReceipt`. */
  "@type": string;
  /** The catalogue from which the words come. */
  "consent:catalogue": CatalogueNode;
  /** What proves it, by position. */
  "consent:evidence": Evidence[];
  /** The recorded use. */
  "consent:record": DisclosureRecord;
  /** The signed note over everything else (C2SP signed-note). */
  "consent:seal": string;
  /** When it was made. */
  "dct:created": Instant;
  /** The receipt's own id. */
  "dct:identifier": Id;
  /** The language of the asker; labels are in every language of the catalogue. */
  "dct:language": Lang;
  /** Who issued it. */
  "dct:publisher": Reference;
  /** The version of DPV whose terms it uses. */
  "dct:references": string;
  /** The same by the name that the profile's table has. */
  "dpv:hasIdentifier": Id;
}

export type Digest = string;

/** The fields of 703/2023 10 §. Of an erased use only whose data and when. */
export interface DisclosureRecord {
  /** The IRI of the event. */
  "@id": string;
  /** `dpv:Process`. */
  "@type": string;
  /** Its erasure, when it was erased. */
  "consent:erased"?: ErasedNode;
  /** The event. */
  "dct:identifier": Id;
  /** Who disclosed it: the unit whose register holds it. */
  "dpv:hasDataController"?: ReceiptParty;
  /** Whose. */
  "dpv:hasDataSubject": Person;
  /** The provision or the permission on which it rested. */
  "dpv:hasLegalBasis"?: ReceiptBasis;
  /** Which data. */
  "dpv:hasPersonalData"?: Concept[];
  /** For what. */
  "dpv:hasPurpose"?: Concept;
  /** Who received it. */
  "dpv:hasRecipient"?: ReceiptParty;
  /** When. */
  "dpv:isIndicatedAtTime": Instant;
}

/** For an item the requirements for which no consent must be asked: a duty meets them, or no consent can. */
export interface DoNotAsk {
  /** The data category. */
  category: Id;
  /** The operation. */
  operation: Operation;
  /** The requirements, by id. */
  requirements: Id[];
}

/** When an obligation is due. */
export type Due = "before" | "with" | "after" | "by" | "on-end";

/** A duration of DPV. */
export interface Duration {
  /** Which one. */
  "@type": string;
  /**
   * A period (ISO 8601) of `dpv:TemporalDuration`, an instant of `dpv:UntilTimeDuration`, a status of `dpv:UntilEventDuration`;
   * absent of one without end or that nobody knows.
   */
  "rdf:value"?: string;
}

/** What has to be done because a consent ended. */
export interface EndedObligation {
  /** The consent that ended. */
  consent: Id;
  /** When it ended. */
  ended: Instant;
  /** The obligation. */
  obligation: Id;
}

/** A party with what a person needs to turn to it. */
export interface Entity {
  /** The IRI. */
  "@id": string;
  /** `dpv:Entity` and its roles in this record. */
  "@type": string[];
  /** The party. */
  "dct:identifier": Id;
  /** The same by the name that the profile's table has. */
  "dpv:hasIdentifier": Id;
  /** Its country. */
  "dpv:hasJurisdiction": string;
  /** What people call it; absent when the catalogue does not know it. */
  "dpv:hasName"?: LocalText;
  /** How to reach it: by wire, and by post. */
  "schema:contactPoint": ContactPoint[];
}

/** A position whose payload was erased, and the record of that. */
export interface Erased {
  /** When it was erased. */
  at: Instant;
  /** Who erased it. */
  by: Actor;
  /** The position of the record of the erasure. */
  erased_by: number;
  /** The event. */
  event: Id;
  /** Why. */
  reason?: string;
  /** The position. */
  seq: number;
}

/** How many events were erased, and how far the ledger has come. */
export interface ErasedCount {
  /** How many. */
  erased: number;
  /** How far it has come. */
  head: LedgerHead;
}

/** That an event was erased: its payload is gone, its place in the ledger is proven all the same. */
export interface ErasedNode {
  /** What was erased. */
  "@type": EventType;
  /** When. */
  "consent:erasedAt": Instant;
  /** The position of that event. */
  "consent:position": number;
  /** Why. */
  "dct:description"?: string;
  /** The event that erased it. */
  "dct:identifier": Id;
  /** Who erased it. */
  "dpv:isIndicatedBy": ActorNode;
}

/** What is to be erased (GDPR 17), by whom and why: events, or everything of a person. */
export interface ErasureRequest {
  /** When. */
  at: Instant;
  /** The controller, operator or authority that erases. */
  by: Actor;
  /** The events to erase. */
  events?: Id[];
  /** How the ids of the records of erasure begin; absent: a random text. */
  id_prefix?: string;
  /** Through which operator. */
  operator?: Id;
  /** Why, in words without personal data: they stay in the ledger. */
  reason?: string;
  /** When it became known; absent: at the same instant. */
  recorded_at?: Instant;
  /** The person of whom every event is erased; instead of `events`. */
  subject?: SubjectId;
}

/** The proof that an event is in a ledger. */
export interface EventProof {
  /** The event. */
  event: Id;
  /** The leaf that its entry is in the Merkle tree. */
  leaf: Digest;
  /** The proof with the signed checkpoint (C2SP tlog-proof). */
  proof: string;
  /** Its position. */
  seq: number;
}

/** The type of an event. */
export type EventType =
  | "catalogue-published"
  | "consent-requested"
  | "consent-given"
  | "consent-refused"
  | "consent-narrowed"
  | "consent-renewed"
  | "consent-withdrawn"
  | "consent-suspended"
  | "consent-resumed"
  | "consent-invalidated"
  | "bar-set"
  | "bar-lifted"
  | "objection-overruled"
  | "relationship-started"
  | "relationship-ended"
  | "attribute-set"
  | "representation-started"
  | "representation-ended"
  | "subjects-merged"
  | "use-recorded"
  | "event-erased";

/** An entry of the ledger, and the proof that it is there. */
export interface Evidence {
  /** The entry as an exported ledger has it: canonical, with the salt of its commitment. */
  "consent:entry": string;
  /** Its inclusion proof with the signed checkpoint (C2SP tlog-proof). */
  "consent:proof": string;
}

/** An answer in words. */
export interface Explanation {
  /** In reading order. */
  paragraphs: Paragraph[];
}

/** A fact that would have to be recorded, if it is true. */
export type Fact =
  | {
      relationship: {
        /** The kind. */
        kind: Id;
        /** The party. */
        with: Id;
      };
    }
  | {
      home_municipality: {
        /** The party. */
        party: Id;
      };
    }
  | {
      birth_date: {
        /** The date after which it has to be. */
        after?: CalendarDate;
        /** The latest date that helps. */
        not_after: CalendarDate;
      };
    };

/** One failing code of a basis. */
export interface Failing {
  /** The code. */
  code: ReasonCode;
  /** With `barred`: the kind of the bar. */
  kind?: Id;
  /** The instant that explains the code to a person: of the bar, withdrawal, refusal, expiry, beginning … */
  since?: Instant;
}

/** What the check of a catalogue found. */
export interface Finding {
  /** The stable code, such as `L04-ce-no-statute`. */
  code: string;
  /** Expected, found, what would work. */
  message: string;
  /** The place in the catalogue (RFC 6901). */
  pointer: string;
  /** How grave it is. */
  severity: Severity;
  /** The article, section or rule behind it. */
  source: string;
}

/** The form in which a consent is given, and the least form that a notice asks for. */
export type Form = "any" | "explicit" | "written" | "explicit-written";

/** The proof that a later ledger begins with an earlier one (RFC 9162 §2.1.4). */
export interface GrowthProof {
  /** The roots of subtrees that both roots are made of, the lowest first. */
  hashes: Digest[];
  /** The number of entries of the later one. */
  new: number;
  /** The number of entries of the earlier one. */
  old: number;
}

/** The person's home municipality is the party or what it is part of. */
export interface HomeCondition {
  /** The party; `controller` and `recipient` stand for those of the use. */
  party: Id;
}

/** 1 to 128 bytes of NFC text without white space or control characters */
export type Id = string;

/** How a consent was given. */
export interface IndicationMethod {
  /** How surely the giver was identified (Regulation (EU) 910/2014, article 8(2)). */
  "consent:assurance": Assurance;
  /** In which case. */
  "consent:case"?: Id;
  /** On which way. */
  "consent:channel": Channel;
  /** In which form. */
  "consent:form": Form;
  /** The digest of the evidence that the host keeps. */
  "consent:sha256"?: Digest;
  /** The form in words. */
  "skos:prefLabel": LocalText;
}

/** RFC 3339 with an offset, at most milliseconds, from the year 1 to 9999 */
export type Instant = string;

/** A category and an operation, with whether and why they are covered. */
export interface ItemAnswer {
  /** The data category. */
  category: Id;
  /** Every requirement is met. */
  covered: boolean;
  /** The governing basis: the first of those that meet `lawful-basis`. */
  governing?: Basis;
  /** To the requester, when the item can't be covered whatever the person does: why; else empty. */
  impersonal?: RequirementAnswer[];
  /** The operation. */
  operation: Operation;
  /** The others that meet `lawful-basis`, in the same order. */
  others?: Basis[];
  /** The requirements the item raises, by id. */
  requirements: RequirementAnswer[];
}

/** A new key pair for checkpoints and receipts. */
export interface KeyPair {
  /** The public key, for everyone who may check. */
  public: string;
  /** The private key: keep it secret. */
  secret: string;
}

/** A language of texts and explanations. */
export type Lang = "fi" | "sv" | "en";

/** What a consent given after the bar does. */
export type LaterConsent = "stands" | "lifts";

/** The wire form: every member that some type has. */
export type LedgerEvent =
  | {
      at: Instant;
      by: Actor;
      id: Id;
      operator?: Id;
      reason?: string;
      sha256: Digest;
      subject?: SubjectId;
      type: "catalogue-published";
      version: number;
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      notice: NoticeRef;
      operator?: Id;
      reason?: string;
      scope?: Scope;
      subject: SubjectId;
      type: "consent-requested";
    }
  | {
      assurance: Assurance;
      at: Instant;
      by: Actor;
      case?: Id;
      channel: Id;
      consent: Id;
      evidence?: Digest;
      form: Form;
      id: Id;
      notice: NoticeRef;
      operator?: Id;
      reason?: string;
      scope?: Scope;
      subject: SubjectId;
      type: "consent-given";
      valid_from?: Instant;
      valid_until?: Instant;
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      notice?: NoticeRef;
      operator?: Id;
      reason?: string;
      scope?: Scope;
      subject: SubjectId;
      type: "consent-refused";
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      scope: Scope;
      subject: SubjectId;
      type: "consent-narrowed";
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      notice?: NoticeRef;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "consent-renewed";
      valid_until?: Instant;
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "consent-withdrawn";
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "consent-suspended";
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "consent-resumed";
    }
  | {
      at: Instant;
      by: Actor;
      consent: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "consent-invalidated";
    }
  | {
      at: Instant;
      by: Actor;
      from?: Instant;
      id: Id;
      kind: Id;
      operator?: Id;
      reason?: string;
      scope?: Scope;
      subject: SubjectId;
      type: "bar-set";
      until?: Instant;
    }
  | {
      at: Instant;
      bar: Id;
      by: Actor;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "bar-lifted";
    }
  | {
      at: Instant;
      bar: Id;
      by: Actor;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "objection-overruled";
    }
  | {
      at: Instant;
      by: Actor;
      id: Id;
      kind: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "relationship-started";
      with: Id;
    }
  | {
      at: Instant;
      by: Actor;
      id: Id;
      kind: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "relationship-ended";
      with: Id;
    }
  | {
      at: Instant;
      birth_date?: CalendarDate;
      by: Actor;
      capable?: boolean;
      deceased?: boolean;
      home_municipality?: Id;
      id: Id;
      operator?: Id;
      purposes?: Id[];
      reason?: string;
      subject: SubjectId;
      type: "attribute-set";
    }
  | {
      at: Instant;
      by: Actor;
      capacity: Capacity;
      id: Id;
      operator?: Id;
      reason?: string;
      representative: Id;
      scope?: Scope;
      subject: SubjectId;
      type: "representation-started";
    }
  | {
      at: Instant;
      by: Actor;
      capacity: Capacity;
      id: Id;
      operator?: Id;
      reason?: string;
      representative: Id;
      subject: SubjectId;
      type: "representation-ended";
    }
  | {
      at: Instant;
      by: Actor;
      id: Id;
      merged: SubjectId;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "subjects-merged";
    }
  | {
      at: Instant;
      by: Actor;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "use-recorded";
      use: RecordedUse;
    }
  | {
      at: Instant;
      by: Actor;
      event: Id;
      id: Id;
      operator?: Id;
      reason?: string;
      subject: SubjectId;
      type: "event-erased";
    };

/** How far a ledger has come. */
export interface LedgerHead {
  /** The root of its Merkle tree (RFC 9162). */
  root: Digest;
  /** How many entries it has. */
  size: number;
}

/** An event in the ledger: its position and what the door found out. */
export interface LedgerRecord {
  /** A negative act whose actor's entitlement was not recorded at that position; it takes effect all the same. */
  actor_unverified?: boolean;
  /** The event. */
  event: LedgerEvent;
  /** When it became known. */
  recorded_at: Instant;
  /** The position: how many events came before. */
  seq: number;
}

/** A legal basis that the city has published. */
export interface LegalBasis {
  /** The letter of GDPR 6(1). */
  article: Article;
  /** A recorded assessment that must not have run out. */
  assessment?: Assessment;
  /** Only for uses that name cases, all within these: a case kind, or `kind:id`. */
  cases?: Id[];
  /** Whether the law obliges or allows. */
  character: Character;
  /** The unit whose register holds the data, or what it is part of. */
  controller: Id;
  /** Which data. */
  data_categories: Id[];
  /** From when; absent: from the beginning. */
  from?: Instant;
  /** The id. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** The requirements it meets. */
  meets: Id[];
  /** A remark for readers. */
  note?: string;
  /** What one who relies on it has to do. */
  obligations?: Obligation[];
  /** Which operations. */
  operations: Operation[];
  /** A permit that must be in force. */
  permit?: Permit;
  /** For what. */
  purposes: Id[];
  /** Who uses the data; absent: the controller only. */
  recipients?: Id[];
  /** How long the data is kept, in words (GDPR 30(1)(f)). */
  retention?: LocalText;
  /** The catalogue version that brought it in. */
  since: number;
  /** The statute; required by lint for (c) and (e). */
  statute?: Statute;
  /** The bar kinds whose words this statute overrides; a duty must state it, if only empty. */
  survives?: Id[];
  /** Until when; absent: without end. */
  until?: Instant;
  /** Conditions, all of which must hold. */
  when?: Condition[];
}

/** A text in each language. Finnish and Swedish are required by lint (Kielilaki 423/2003), English is wished for. */
export interface LocalText {
  /** English. */
  en?: string;
  /** Finnish. */
  fi?: string;
  /** Swedish. */
  sv?: string;
}

/** A party's standing in the network of operators. */
export interface Membership {
  /** From when; absent: from the beginning. */
  from?: Instant;
  /** In which role. */
  role: Role;
  /** The version of the rulebook it accepted. */
  rulebook?: string;
  /** The standing. */
  status: MembershipStatus;
  /** Until when; absent: without end. */
  until?: Instant;
}

/** The standing of a membership. */
export type MembershipStatus = "admitted" | "suspended" | "left";

/** A basis that comes near to meeting a requirement, and why it does not. */
export interface NearMiss {
  /** The basis; absent with the single code `no-basis`. */
  basis?: BasisRef;
  /** Its failing codes, sorted. */
  codes: Failing[];
  /** Of a consent: the notice it was given or asked on. */
  notice?: NoticeVersion;
}

/** A service's permissions for one person. */
export interface Needs {
  /** What can or must be asked. */
  ask: AskEntry[];
  /** The instant. */
  at: Instant;
  /** What must not be asked, as the law decides: the named uses that rest on a duty. */
  do_not_ask: UseEntry[];
  /**
   * What is covered. When a consent was given, by whom, until when it holds and what stands beside it is the person's: left out.
   */
  has: UseEntry[];
  /** What was asked and waits for an answer. */
  pending: WaitingRequest[];
  /** What it was computed from. */
  position: Position;
  /** The service. */
  service: Id;
  /** The person. */
  subject: SubjectId;
}

/** The text a person is shown when asked, and what a consent given on it can do. */
export interface Notice {
  /** Who completes it for a person who does not act alone. */
  activation: Activation;
  /** Whether it may or must be asked. */
  ask: Ask;
  /** How long after a refusal it may be asked again. */
  ask_again_after?: Period;
  /** The recorded assessment that the consent is freely given (GDPR 7(4), recital 43). */
  assessment?: Assessment;
  /** Every controller that relies on it, named. */
  controllers: Id[];
  /** The data, each required or optional. */
  data_categories: NoticeCategory[];
  /** The least form of the consent. */
  form: Form;
  /** From when it may be given; absent: from the beginning. */
  from?: Instant;
  /** The age at which a guardian's consent ends; absent: it stays. */
  guardian_until_age?: number;
  /** The id; with `version` it names one text for ever. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** Whether this version changed what the person agreed to. */
  material?: boolean;
  /** The requirements that a consent on it meets. */
  meets: Id[];
  /** From which age the person acts alone. */
  min_age_self: number;
  /** The least assurance of the identification. */
  min_assurance: Assurance;
  /** A remark for readers. */
  note?: string;
  /** What one who relies on it has to do. */
  obligations?: Obligation[];
  /** Which operations. */
  operations: Operation[];
  /** The same text in plain language (selkokieli, lättläst). */
  plain?: LocalText;
  /** For what. */
  purposes: Id[];
  /** Who uses the data; absent: the controller only. */
  recipients?: Id[];
  /** From when consents on this version no longer hold. */
  reconsent_by?: Instant;
  /** From when renewal is good practice (a warning only). */
  refresh_by?: Instant;
  /** The SHA-256 of each text in UTF-8. */
  sha256: TextDigests;
  /** The catalogue version that brought this version in: a consent's words are understood as of then. */
  since: number;
  /** The citation of a duty to ask, or of the permission. */
  source?: string;
  /** What the person reads. */
  texts: LocalText;
  /** Until when it may be given; absent: without end. */
  until?: Instant;
  /** How long a consent holds; absent: until it is withdrawn. */
  validity?: Period;
  /** The version of the text, from 1. */
  version: number;
}

/** A category in a notice. */
export interface NoticeCategory {
  /** The category. */
  id: Id;
  /** The service does not work without it. */
  required?: boolean;
}

/** A text as it was shown. */
export interface NoticeNode {
  /** The IRI of this version. */
  "@id": string;
  /** `dpv:ConsentNotice`. */
  "@type": string;
  /** The least form of an answer. */
  "consent:form": Form;
  /** The requirements that a consent on it meets. */
  "consent:meets": Id[];
  /** How long a consent on it holds; absent: until it is withdrawn. */
  "consent:period"?: Period;
  /** The digest of the text that was shown. */
  "consent:sha256"?: Digest;
  /** The notice. */
  "dct:identifier": Id;
  /** The language in which it was shown; absent when it was only referred to. */
  "dct:language"?: Lang;
  /** Its version. */
  "schema:version": number;
  /** What people call it. */
  "skos:prefLabel": LocalText;
}

/** The notice that a person was shown. */
export interface NoticeRef {
  /** The notice. */
  id: Id;
  /** The language in which it was shown; required when a consent is given. */
  language?: Lang;
  /** The digest of the text that was shown; required when a consent is given. */
  sha256?: Digest;
  /** Its version. */
  version: number;
}

/** One version of a notice. */
export interface NoticeVersion {
  /** The notice. */
  id: Id;
  /** Its version. */
  version: number;
}

/** What one who relies on a basis has to do. */
export interface Obligation {
  /** With `by`: the person's birthday of this age. */
  age?: number;
  /** When it is due. */
  due: Due;
  /** The obligation, a term. */
  id: Id;
  /** With `by`: an instant. */
  instant?: Instant;
  /** With `by`: so long after the use. */
  within?: Period;
}

/** What one who relies on the answer has to do. */
export interface ObligationAnswer {
  /** With `by`: the age whose birthday that instant is. */
  age?: number;
  /** The basis it comes from. */
  basis: BasisRef;
  /** With `by`: the instant. */
  by?: Instant;
  /** The covered categories it concerns, by id. */
  categories: Id[];
  /** When it is due. */
  due: Due;
  /** The obligation. */
  id: Id;
}

/** A catalogue's fixed distance from UTC in minutes, from −14 to +14 hours: Finland's winter time is 120. */
export type Offset = number;

/** What is done with data: a closed flat set, none implies another (W3C DPV processing operations). */
export type Operation =
  | "collect"
  | "receive"
  | "store"
  | "use"
  | "analyse"
  | "profile"
  | "combine"
  | "disclose"
  | "publish"
  | "pseudonymise"
  | "anonymise"
  | "erase";

/** Whether the use is covered. A yes/no caller takes *yes* for `Covered` only. */
export type Outcome = "not-covered" | "partly-covered" | "covered";

/** Everything about one person at one instant. */
export interface Overview {
  /** The instant. */
  at: Instant;
  /** The bars in force, by (id, kind). */
  bars: BarEntry[];
  /** The consents, by id. */
  consents: ConsentEntry[];
  /** What ended consents oblige to. */
  ended: EndedObligation[];
  /** What it was computed from. */
  position: Position;
  /** Every recorded use up to the instant, the latest first: none is left out, however old. */
  recorded_uses: RecordedEntry[];
  /** The requests that wait for an answer, by consent. */
  requests: WaitingRequest[];
  /** The person. */
  subject: SubjectId;
  /** The named uses that are covered, by (controller, recipient, purpose, basis). */
  uses: UseEntry[];
}

/** One paragraph of an explanation. */
export interface Paragraph {
  /** What is said, whatever the language. */
  code: Phrase;
  /** How it is said; one line. */
  text: string;
}

/**
 * A city, division, service, company, institute, guardian, or a person's own device.
 *
 * `kind`, `country`, `authority`, `classes` and `memberships` are each its own or else its nearest ancestor's, never
 * looking above a `legal_person`.
 */
export interface Party {
  /** The authority it belongs to; secrecy runs between authorities (621/1999). */
  authority?: Id;
  /** Its further classes. */
  classes?: Id[];
  /** Where it is. */
  country?: Country;
  /** The id. */
  id: Id;
  /** What it is. */
  kind?: PartyKind;
  /** What people call it. */
  labels: LocalText;
  /** A controller of its own: *part of* does not pass it. */
  legal_person?: boolean;
  /** Its standing in the network. */
  memberships?: Membership[];
  /** A remark for readers. */
  note?: string;
  /** What it is a part of. */
  part_of?: Id;
  /** For whom it processes (GDPR 28). */
  processes_for?: ProcessesFor[];
  /** The catalogue version that brought it in under its present parent. */
  since: number;
  /** Whose tasks it took over. */
  succeeds?: Succeeds[];
}

/** What a party is; it is also one of its classes. */
export type PartyKind =
  | "public-authority"
  | "company"
  | "research-organisation"
  | "association"
  | "person"
  | "operator";

/** In which role somebody performs an act. */
export type Performer =
  | "asker"
  | "person"
  | "guardian"
  | "representative"
  | "controller"
  | "operator"
  | "authority";

export type Period = string;

/** A permit of an authority. */
export interface Permit {
  /** From when; absent: from the beginning. */
  from?: Instant;
  /** To whom it was given; it must cover the recipient. */
  holder: Id;
  /** Its reference. */
  id: Id;
  /** Until when; absent: without end. */
  until?: Instant;
}

/** A person by their opaque key. */
export interface Person {
  /** The IRI. */
  "@id": string;
  /** `dpv:DataSubject`. */
  "@type": string;
  /** The key. */
  "dct:identifier": SubjectId;
}

/**
 * A text of the engine; its key is also the code of a paragraph.
 *
 * Slots stand in braces, `{date}`. They are never inflected: names come after a colon or in a list.
 */
export type Phrase =
  | "ask-title"
  | "ask-who"
  | "ask-what"
  | "ask-why"
  | "ask-from"
  | "ask-until"
  | "ask-until-time"
  | "ask-free"
  | "ask-required"
  | "ask-optional"
  | "give"
  | "decline"
  | "given"
  | "withdraw"
  | "withdraw-effect"
  | "withdraw-keep"
  | "withdrawn"
  | "renew"
  | "law-info"
  | "object"
  | "prohibit"
  | "behalf"
  | "both"
  | "log"
  | "no-permissions"
  | "easy-what"
  | "easy-free"
  | "easy-undo"
  | "easy-law"
  | "easy-see"
  | "easy-child"
  | "covered-use"
  | "covered-disclose"
  | "covered-mixed"
  | "partly-use"
  | "partly-disclose"
  | "partly-mixed"
  | "not-covered-use"
  | "not-covered-disclose"
  | "not-covered-mixed"
  | "use-who"
  | "use-operations"
  | "data"
  | "data-operations"
  | "allow-consent-disclose"
  | "allow-consent-use"
  | "allow-consent-rep-disclose"
  | "allow-consent-rep-use"
  | "allow-consent-undated-disclose"
  | "allow-consent-undated-use"
  | "allow-permission"
  | "allow-law-disclose"
  | "allow-law-use"
  | "allow-statute-disclose"
  | "allow-statute-use"
  | "allow-public-task-disclose"
  | "allow-public-task-use"
  | "allow-contract-disclose"
  | "allow-contract-use"
  | "allow-vital-disclose"
  | "allow-vital-use"
  | "allow-interest-disclose"
  | "allow-interest-use"
  | "allow-auth-permit-disclose"
  | "allow-auth-permit-use"
  | "basis"
  | "law"
  | "other-bases"
  | "withdraw-no-effect"
  | "consent-also-needed"
  | "may-withdraw"
  | "may-object"
  | "unmet"
  | "deny-no-consent-disclose"
  | "deny-no-consent-use"
  | "deny-no-basis"
  | "deny-declined-disclose"
  | "deny-declined-use"
  | "deny-declined-other"
  | "deny-pending-disclose"
  | "deny-pending-use"
  | "deny-pending-other"
  | "deny-withdrawn-disclose"
  | "deny-withdrawn-use"
  | "deny-withdrawn-other"
  | "deny-expired-disclose"
  | "deny-expired-use"
  | "deny-not-yet-disclose"
  | "deny-not-yet-use"
  | "deny-not-valid-disclose"
  | "deny-not-valid-use"
  | "deny-purpose"
  | "deny-group"
  | "deny-recipient"
  | "deny-controller"
  | "deny-operation"
  | "deny-case"
  | "deny-added-later"
  | "deny-prohibited-disclose"
  | "deny-prohibited-use"
  | "deny-barred-disclose"
  | "deny-barred-use"
  | "deny-barred-undated"
  | "prohibition"
  | "deny-objected"
  | "deny-marketing-objected"
  | "deny-restricted"
  | "deny-basis-change"
  | "deny-deceased"
  | "deny-deceased-basis"
  | "deny-not-admitted"
  | "deny-explicit"
  | "deny-explicit-other"
  | "deny-written"
  | "deny-form"
  | "deny-guardians"
  | "deny-quorum"
  | "deny-suspended"
  | "deny-notice-changed"
  | "deny-invalidated"
  | "deny-assessment"
  | "deny-assertion"
  | "deny-condition"
  | "deny-fact"
  | "deny-not-in-force"
  | "deny-permit"
  | "deny-neutral-disclose"
  | "deny-neutral-use"
  | "deny-impersonal"
  | "deny-onward"
  | "deny-combine"
  | "deny-guardian-refused"
  | "deny-rep-invalid"
  | "deny-age"
  | "deny-minor-block"
  | "deny-secrecy"
  | "deny-safety"
  | "deny-rulebook"
  | "deny-unlinked"
  | "deny-loa"
  | "deny-withheld-stale"
  | "not-ask"
  | "duty-ask"
  | "obligation"
  | "obligation-by"
  | "refresh-due"
  | "holds-until"
  | "holds-until-time"
  | "audit-outcome"
  | "audit-position"
  | "audit-root"
  | "audit-subject"
  | "audit-at"
  | "audit-known-at"
  | "audit-controller"
  | "audit-recipient"
  | "audit-purpose"
  | "audit-requested"
  | "audit-except"
  | "audit-operations"
  | "audit-cases"
  | "audit-channel"
  | "audit-automated"
  | "audit-assertions"
  | "audit-covered"
  | "audit-not-covered"
  | "audit-governing"
  | "audit-other"
  | "audit-met"
  | "audit-unmet"
  | "audit-near"
  | "audit-impersonal"
  | "audit-obligation"
  | "audit-warning"
  | "audit-holds-until"
  | "word-consent"
  | "word-notice"
  | "word-given"
  | "word-ends"
  | "word-representative"
  | "word-statute"
  | "word-permit"
  | "word-assessment";

/** What the answer was computed from, so that anyone can repeat it. */
export interface Position {
  /** The catalogue. */
  catalogue: Id;
  /** The root of the tree over them (RFC 9162 §2.1); absent where the events are not kept in a ledger. */
  root?: Digest;
  /** How many events were read. */
  size: number;
  /** Its version. */
  version: number;
}

/** What an act would change. */
export interface Preview {
  /** The act would take effect although the actor's entitlement is not recorded. */
  actor_unverified?: boolean;
  /** The instant of the act, at which before and after are compared. */
  at: Instant;
  /** Uses that would go on, on another basis. */
  continues: Change[];
  /** What it was computed from. */
  position: Position;
  /** Uses that would be covered. */
  starts: Change[];
  /** Uses that would no longer be covered. */
  stops: Change[];
  /** Uses that go on as they are, on the same basis, although the act is about their data and purpose: it does not stop them. */
  unchanged: UseEntry[];
}

/** What is done with which data, for what, by whom. */
export interface Process {
  /** `dpv:Process`. */
  "@type": string;
  /** Only for these cases; absent: for any. */
  "consent:case"?: Id[];
  /** Which data. */
  "dpv:hasPersonalData": Concept[];
  /** What is done with it. */
  "dpv:hasProcessing": Concept[];
  /** For what. */
  "dpv:hasPurpose": Concept[];
  /** Who uses it, by IRI. */
  "dpv:hasRecipient": string[];
  /** Where and how long it is kept. */
  "dpv:hasStorageCondition": StorageCondition[];
}

/** An agreement to process for a controller (GDPR 28); it holds for the processor's parts. */
export interface ProcessesFor {
  /** The reference of the agreement. */
  agreement: string;
  /** For whom; a sub-processor names the controller, too. */
  controller: Id;
  /** Which data. */
  data_categories: Id[];
  /** From when; absent: from the beginning. */
  from?: Instant;
  /** For what. */
  purposes: Id[];
  /** Until when; absent: without end. */
  until?: Instant;
}

/** A use of a person's data that someone proposes. */
export interface ProposedUse {
  /** What the asker states; the engine never judges it, the answer carries it for the log. */
  assertions?: Id[];
  /** The instant asked about. */
  at: Instant;
  /** A decision is made by automated means alone (GDPR 22). */
  automated_decision?: boolean;
  /** The cases in which the data is used: `kind:id`, or a case kind. */
  cases?: Id[];
  /** How the data is delivered, a term; absent: every rule about channels is raised. */
  channel?: Id;
  /** The unit whose register holds the data. */
  controller: Id;
  /** Which data, each with its descendants. */
  data_categories: Id[];
  /** Categories left out, each with its descendants. */
  except?: Id[];
  /** The ledger position up to which events are read; absent: all. */
  known_at?: number;
  /** Which operations. */
  operations: Operation[];
  /** For what. */
  purpose: Id;
  /** Who uses the data. */
  recipient: Id;
  /** Whose data. */
  subject: SubjectId;
}

/** What data is used for (*käyttötarkoitus*). */
export interface Purpose {
  /** Its classes, besides those of its ancestors. */
  classes?: Id[];
  /** The id. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** Nothing broader covers it. */
  must_be_named?: boolean;
  /** A remark for readers. */
  note?: string;
  /** The broader purposes. */
  parents?: Id[];
  /** The ids that this one took the place of; bars follow. */
  replaces?: Id[];
  /** The same thing elsewhere, as IRIs. */
  same_as?: string[];
  /** The catalogue version that brought it in under its present parents. */
  since: number;
}

/** A conjunction: every member that is present must match; a list matches by any of its entries. */
export interface RaisedBy {
  /** Every use; alone. */
  always?: boolean;
  /** A decision is made by automated means alone (GDPR 22). */
  automated_decision?: boolean;
  /** Channels; a use that names none matches. */
  channels?: Id[];
  /** Classes of the unit whose register holds the data. */
  controller_classes?: Id[];
  /** Classes of the data. */
  data_classes?: Id[];
  /** The use is a disclosure (semantics §3). */
  disclosure?: boolean;
  /** Operations. */
  operations?: Operation[];
  /** The data leaves the authority (semantics §3). */
  outside_authority?: boolean;
  /** Classes of the purpose. */
  purpose_classes?: Id[];
  /** Classes of the recipient. */
  recipient_classes?: Id[];
  /** The recipient's country is not on this list, or unknown. */
  recipient_outside?: Id;
}

/** Which legal bases a bar reaches. */
export type Reach = "all" | "later";

/** Why a basis does not meet a requirement: the stable codes of semantics §6. */
export type ReasonCode =
  | "added-after-consent"
  | "assertion-missing"
  | "assessment-missing"
  | "barred"
  | "case-outside"
  | "category-outside"
  | "condition-unmet"
  | "controller-outside"
  | "expired"
  | "fact-missing"
  | "form-insufficient"
  | "invalidated"
  | "no-basis"
  | "not-in-force"
  | "not-yet-valid"
  | "notice-superseded"
  | "operation-outside"
  | "permit-missing"
  | "purpose-outside"
  | "quorum-incomplete"
  | "recipient-outside"
  | "refused"
  | "requested"
  | "suspended"
  | "withdrawn";

/** The provision or the permission on which a use rested. */
export interface ReceiptBasis {
  /** The IRI. */
  "@id": string;
  /** The article of the GDPR, or `dpv:Consent`. */
  "@type": string;
  /** The legal basis, or the consent. */
  "dct:identifier": Id;
  /** The statute. */
  "dct:source"?: StatuteNode;
  /** What people call it; absent for a consent. */
  "skos:prefLabel"?: LocalText;
}

/** Whether a receipt is for a consent or for a recorded use. */
export type ReceiptKind = "consent" | "decision";

/** A party by name. */
export interface ReceiptParty {
  /** The IRI. */
  "@id": string;
  /** The party. */
  "dct:identifier": Id;
  /** What people call it; absent when the catalogue does not know it. */
  "dpv:hasName"?: LocalText;
}

/** What the issuer of a receipt states. */
export interface ReceiptRequest {
  /** For a consent: its id. */
  consent?: Id;
  /** How parties are reached. */
  contacts?: { [name: string]: ContactDetails };
  /** When it is made: everything in it is as of this instant. */
  created: Instant;
  /** For a recorded use: the id of its event. */
  event?: Id;
  /** The receipt's own id, such as a random UUID. */
  id: Id;
  /** The language that the one who gets it uses. */
  language: Lang;
  /** Who issues it, a party. */
  publisher: Id;
  /** How long the data is stored. */
  retention?: Period;
  /** The page where the person's rights are exercised. */
  rights_at?: string;
  /** Where the data is stored: IRIs such as `loc:FI`. */
  storage?: string[];
  /** For a consent: the person. */
  subject?: SubjectId;
  /** The page where the consent is withdrawn. */
  withdraw_at?: string;
}

/** What became of an event at the door. */
export interface Recorded {
  /** A negative act whose actor's entitlement is not recorded; it takes effect all the same. */
  actor_unverified: boolean;
  /** The same event was there before; nothing changed. */
  already_known: boolean;
  /** Its position in the ledger. */
  seq: number;
}

/** A recorded use. */
export interface RecordedEntry {
  /** When. */
  at: Instant;
  /** What. */
  use: RecordedUse;
}

/** A recorded use, with the fields of the disclosure log (703/2023 10 §). */
export interface RecordedUse {
  /** The provision or the permission it rested on: the id of a legal basis or of a consent. */
  basis: Id;
  /** The case. */
  case?: Id;
  /** The unit whose register held the data. */
  controller: Id;
  /** Which data. */
  data_categories: Id[];
  /** Which operations. */
  operations: Operation[];
  /** For what. */
  purpose: Id;
  /** Who used it. */
  recipient: Id;
}

/** Something that is described elsewhere. */
export interface Reference {
  /** Its IRI. */
  "@id": string;
  /** Its id. */
  "dct:identifier": Id;
}

/** The public register of a catalogue version. */
export interface Register {
  /** The activities: legal bases, then notices, each by id (and version). */
  activities: Activity[];
  /** The catalogue. */
  catalogue: Id;
  /** Its version. */
  version: number;
}

/** A relationship of `kind` with a party is in force. */
export interface RelationshipCondition {
  /** The kind, a term. */
  kind: Id;
  /** The party; `controller` and `recipient` stand for those of the use. */
  with: Id;
}

/** What would cover a use. */
export interface Remedies {
  /** The use is covered as it is. */
  covered: boolean;
  /** Where consent must not be asked. */
  do_not_ask?: DoNotAsk[];
  /** What the asker can leave out (`except`), so that the rest is covered now. */
  narrow_request?: Id[];
  /** What it was computed from. */
  position: Position;
  /**
   * All sets with the fewest acts; each set is sorted by (kind, id), the sets too. Empty: covered, or no set of acts can do it.
   */
  sets: Array<RemedyAct[]>;
  /** The first instant at which the use is covered without any act. */
  wait_until?: Instant;
}

/** One act, ready to be acted on. */
export interface RemedyAct {
  /** What is done. */
  act: ActKind;
  /** With `obtain-permit`: the legal basis that needs it. */
  basis?: Id;
  /** With `record-fact`: which fact. */
  fact?: Fact;
  /** With `ask-consent`: the least form of the answer. */
  form?: Form;
  /** What it is about: the assertion, notice, consent, bar, assessment, permit or party; of a fact its name. */
  id: Id;
  /** With `lift-bar`: its kind. */
  kind?: Id;
  /** With `ask-consent`: the consent that waits for an answer already. */
  pending?: Id;
  /** In which roles it can be performed; any one of them. */
  performed_by: Performer[];
  /** With `admit-party`: the role in the network. */
  role?: Role;
  /** With `ask-consent`: exactly what has to be asked. */
  scope?: Scope;
  /** With `ask-consent`: the version of the notice. */
  version?: number;
  /** With `ask-consent` and `complete-quorum`: who answers, as alternatives; those of one alternative answer together. */
  who?: Array<Actor[]>;
}

/** What the requester sees: nothing that depends on the person beyond which items are covered. */
export interface RequesterAnswer {
  /** What it was computed from. */
  catalogue: Id;
  /** The covered items. */
  covered: RequesterItem[];
  /** The items that are not covered, all in one form unless no person could change it. */
  not_available: RequesterItem[];
  /** The obligations for the covered items. */
  obligations?: RequesterObligation[];
  /** Whether the use is covered. */
  outcome: Outcome;
  /** Its version. */
  version: number;
}

/** The answers to the legs of a bundle as the requester sees them. */
export interface RequesterBundle {
  /** The answers, in the order of the questions. */
  legs: RequesterAnswer[];
  /** Covered when every leg is; not covered when no leg is covered in any part. */
  outcome: Outcome;
}

/** An item as the requester sees it. */
export interface RequesterItem {
  /** The data category. */
  category: Id;
  /** The operation. */
  operation: Operation;
  /** Of an item that no act of the person could cover: the requirements that stand in the way, and why. */
  reasons?: RequirementAnswer[];
}

/** An obligation as the requester sees it. */
export interface RequesterObligation {
  /** With `by`: on the birthday of this age. */
  age?: number;
  /** With `by`: the instant; absent for a birthday, which would tell the birth date. */
  by?: Instant;
  /** The covered categories it concerns, by id. */
  categories: Id[];
  /** When it is due. */
  due: Due;
  /** The obligation. */
  id: Id;
}

/**
 * What would cover a use, as the requester sees it: the same for every person, whatever they did.
 *
 * It does not say whether the use is covered: that is the answer's to say. An act may have been done already for the person
 * in question, and something that is not among the acts may stand in the way; the requester can't learn either.
 */
export interface RequesterRemedies {
  /** The catalogue it was computed from. */
  catalogue: Id;
  /** Where consent must not be asked. */
  do_not_ask?: DoNotAsk[];
  /** What the asker can leave out (`except`), so that the catalogue covers the rest now. */
  narrow_request?: Id[];
  /**
   * All sets with the fewest acts for a person of whom nothing is recorded; who is entitled to answer, and of what age, is
   * taken as settled: the requester asks, the door judges. No act has `who` or `pending`, none is about a
   * bar that a person set or a consent that somebody gave. Empty: nothing is needed, or no set of acts can do it.
   */
  sets: Array<RemedyAct[]>;
  /** Its version. */
  version: number;
  /** The first instant at which the catalogue covers the use without any act. */
  wait_until?: Instant;
}

/** What the law or the rulebook demands of certain uses. */
export interface Requirement {
  /** What a consent can do for it. */
  consent: ConsentRule;
  /** From when; absent: from the beginning. */
  from?: Instant;
  /** The id. */
  id: Id;
  /** What people call it. */
  labels: LocalText;
  /** Which uses raise it. */
  raised_by: RaisedBy;
  /** The citation. */
  source: string;
  /** Until when; absent: without end. */
  until?: Instant;
}

/** A requirement that an item raises. */
export interface RequirementAnswer {
  /** The requirement. */
  id: Id;
  /** The bases that meet it, in the governing order; empty: unmet. */
  met_by: BasisRef[];
  /** If unmet: the bases that come nearest, sorted by (codes, id), or one entry `no-basis`. */
  reasons?: NearMiss[];
}

/** A right of the person. */
export interface Right {
  /** `dpv:DataSubjectRight` and the article of the GDPR. */
  "@type": string[];
  /** Where it is exercised. */
  "dpv:isExercisedAt": string;
}

/** The role of a member in the network. */
export type Role = "source" | "recipient" | "operator";

/** The format of a catalogue document. */
export type Schema = "consent-catalogue/1";

/**
 * A part of the world of uses: what a consent is for, what a bar is over, what a representation is for.
 *
 * In what permits, an absent member takes the notice's; in a bar's scope an absent member is *all*. An empty list is an error.
 */
export interface Scope {
  /** Cases: a case kind, or `kind:id`. */
  cases?: Id[];
  /** Units whose registers hold the data. */
  controllers?: Id[];
  /** Data categories. */
  data_categories?: Id[];
  /** Operations. */
  operations?: Operation[];
  /** Purposes. */
  purposes?: Id[];
  /** Those who use it. */
  recipients?: Id[];
}

/** Who sets or lifts a bar. */
export type Setter = "person" | "guardian" | "representative" | "controller" | "operator" | "authority";

/** How grave a finding is. */
export type Severity = "error" | "warning";

/** What an operator signed about its ledger. */
export interface SignedHead {
  /** The name of the ledger, which is that of the key. */
  origin: string;
  /** The root of its Merkle tree (RFC 9162). */
  root: Digest;
  /** How many entries it had. */
  size: number;
}

/**
 * How a consent stands when the receipt is made. Who had to give it depends on facts about the person and their guardians that
 * a receipt does not disclose: that the acts in it completed the consent is the operator's word, under its signature.
 */
export interface Standing {
  /** When the last of those who had to give gave. */
  "consent:completedAt"?: Instant;
  /** Whose acts completed it. */
  "consent:givenBy"?: ActorNode[];
  /** How it stands; absent while nothing that counts has happened. */
  "consent:status"?: ConsentStatus;
  /** From when it is valid. */
  "consent:validFrom"?: Instant;
  /** When it ended, or will end. */
  "consent:validUntil"?: Instant;
  /** The same in words. */
  "skos:prefLabel"?: LocalText;
}

/** A statute, with the section and the day on which it was read. */
export interface Statute {
  /** The day on which the wording was read. */
  as_of: CalendarDate;
  /** The name of the act. */
  name: LocalText;
  /** The number in the statute book, such as `540/2018`. */
  number: string;
  /** The section, such as `41 § 3 mom.`. */
  section: string;
}

/** A provision of a statute. */
export interface StatuteNode {
  /** The section. */
  "schema:hasPart": string;
  /** Its number in the statute book. */
  "schema:legislationIdentifier": string;
  /** The name of the act. */
  "skos:prefLabel": LocalText;
}

/** Uses of one person's data that are no longer covered. It does not say why: that is the person's. */
export interface Stop {
  /** Only in these cases. */
  cases?: Id[];
  /** The unit whose register holds the data. */
  controller: Id;
  /** Which data. */
  data_categories: Id[];
  /** What has to be done when the basis ends: erase, tell those who rely on the same consent … */
  obligations?: Id[];
  /** Which operations. */
  operations: Operation[];
  /** The other parties that relied on the same basis and have to be told (GDPR 19; C-129/21). */
  propagate_to?: Id[];
  /** For what. */
  purpose: Id;
  /** The person. */
  subject: SubjectId;
}

/** What a service must stop. */
export interface StopList {
  /** The instant it looks at now. */
  at: Instant;
  /** What it was computed from: the `since` of the next call. */
  position: Position;
  /** The service. */
  service: Id;
  /** The position and instant it last looked at. */
  since: number;
  /** The instant it last looked at. */
  since_at: Instant;
  /** What was covered then and is not now, by subject. */
  stops: Stop[];
}

/** Where data is kept, or how long. */
export interface StorageCondition {
  /** `dpv:StorageLocation` or `dpv:StorageDuration`. */
  "@type": string;
  /** How long. */
  "dpv:hasDuration"?: Duration;
  /** Where. */
  "dpv:hasLocation"?: string[];
}

/** opaque key of a person, 1 to 128 bytes of NFC text; never a personal identity code */
export type SubjectId = string;

/** For whom a use is covered. */
export interface SubjectList {
  /** The keys of those for whom it is covered, never cut short. */
  covered: SubjectId[];
  /** How many there are for whom a part of it is covered; they are not in the list. */
  partly: number;
  /**
   * Those of the counts that can be published: those below the threshold are left out, and the next smallest too where only one
   * would be.
   */
  published?: { [name: string]: number };
  /** How many have each reason among their nearest; absent: it was not asked for. */
  reasons?: { [name: string]: number };
  /** How many keys the ledger knows. */
  total: number;
}

/** A succession in tasks and registers, with its source. */
export interface Succeeds {
  /** Whether consents given to the predecessor follow. */
  consents?: boolean;
  /** In which data. */
  data_categories: Id[];
  /** From when. */
  from: Instant;
  /** Whom it succeeds. */
  party: Id;
  /** The citation. */
  source: string;
}

/** What a narrowing took away, by the ids of the catalogue; what is not named is everything. */
export interface TakenAway {
  /** In which cases. */
  "consent:case"?: Id[];
  /** From which controllers, by IRI. */
  "dpv:hasDataController"?: string[];
  /** Which data. */
  "dpv:hasPersonalData"?: Concept[];
  /** Which operations. */
  "dpv:hasProcessing"?: Concept[];
  /** For what. */
  "dpv:hasPurpose"?: Concept[];
  /** From which recipients, by IRI. */
  "dpv:hasRecipient"?: string[];
}

/** What a bar kind defeats or spares. */
export type Target = "b" | "c" | "d" | "e" | "f" | "duty" | "permission" | "consent";

/** A name that the catalogue uses; an unknown one is an error wherever it is met. */
export interface Term {
  /** The name. */
  id: Id;
  /** What it names. */
  kind: TermKind;
  /** What people call it. */
  labels: LocalText;
}

/** What a term names. */
export type TermKind = "assertion" | "relationship" | "channel" | "class" | "case-kind" | "obligation";

/** The digest of a text in each language. */
export interface TextDigests {
  /** Of the English text. */
  en?: Digest;
  /** Of the Finnish text. */
  fi?: Digest;
  /** Of the Swedish text. */
  sv?: Digest;
}

/** Uses that are covered on one basis. */
export interface UseEntry {
  /** Only when the asker states these. */
  assertions?: Id[];
  /** The governing basis. */
  basis: Basis;
  /** Only in these cases. */
  cases?: Id[];
  /** Only when delivered by one of these; absent: by any channel. */
  channels?: Id[];
  /** The unit whose register holds the data. */
  controller: Id;
  /** Which data, by id. */
  data_categories: Id[];
  /** Which operations; every one of them for every category. */
  operations: Operation[];
  /** Other bases on which the use would go on. */
  others?: BasisRef[];
  /** For what. */
  purpose: Id;
  /** Who may use it. */
  recipient: Id;
  /** From when the basis has held: a consent's beginning, a row's. */
  since?: Instant;
  /** Until when the basis holds by what is recorded; absent: without end. */
  until?: Instant;
}

/** A question that is prepared once and asked about many persons and instants: `ProposedUse` without `subject` and `at`. */
export interface UseTemplate {
  /** What the asker states. */
  assertions?: Id[];
  /** A decision is made by automated means alone. */
  automated_decision?: boolean;
  /** The cases in which the data is used. */
  cases?: Id[];
  /** How the data is delivered. */
  channel?: Id;
  /** The unit whose register holds the data. */
  controller: Id;
  /** Which data, each with its descendants. */
  data_categories: Id[];
  /** Categories left out, each with its descendants. */
  except?: Id[];
  /** The ledger position up to which events are read; absent: all. */
  known_at?: number;
  /** Which operations. */
  operations: Operation[];
  /** For what. */
  purpose: Id;
  /** Who uses the data. */
  recipient: Id;
}

/** What a genuine receipt proves. */
export interface VerifiedReceipt {
  /** Its words were compared with those of the published catalogue. */
  catalogue_compared: boolean;
  /** The ledger that signed it, at the size up to which the receipt tells everything. */
  checkpoint: SignedHead;
  /** The positions of erased events. */
  erased: number[];
  /** The consent, or the event that recorded the use. */
  id: Id;
  /** What it is for. */
  kind: ReceiptKind;
  /** What the ledger says, by position. Of an erased event only its shell. */
  records: LedgerRecord[];
}

/** A request that waits for an answer. */
export interface WaitingRequest {
  /** The consent that is asked for. */
  consent: Id;
  /** The text to show. */
  notice: NoticeVersion;
  /** When it was asked. */
  requested_at: Instant;
}

/** A remark that does not change the outcome. */
export interface Warning {
  /** The basis. */
  basis: BasisRef;
  /** `refresh-due`: renewing the consent is good practice. */
  code: Id;
}

/** Who may use one category of a person's data. */
export interface WhoMay {
  /** The category, with its descendants. */
  data_category: Id;
  /** What it was computed from. */
  position: Position;
  /** For which purpose; absent: for any. */
  purpose?: Id;
  /** The named uses that are covered. */
  uses: UseEntry[];
}

/** What the engine calls the values of its own words, in one language. */
export interface Words {
  /** What can be done about it. */
  acts: { [name: string]: string };
  /** Articles of the GDPR. */
  articles: { [name: string]: string };
  /** What may be asked. */
  asks: { [name: string]: string };
  /** For whom an answer is. */
  audiences: { [name: string]: string };
  /** Whether a legal basis obliges or allows. */
  characters: { [name: string]: string };
  /** When an obligation is due. */
  dues: { [name: string]: string };
  /** Forms of an answer. */
  forms: { [name: string]: string };
  /** Titles, columns, what is said within a cell. Slots stand in braces. */
  headings: { [name: string]: string };
  /** What is done with data. */
  operations: { [name: string]: string };
  /** Whether a use is covered. */
  outcomes: { [name: string]: string };
  /** In which role somebody acts. */
  performers: { [name: string]: string };
  /** What pages and answers say. Slots stand in braces. */
  phrases: { [name: string]: string };
  /** Why something is not covered. */
  reasons: { [name: string]: string };
  /** Roles in a network. */
  roles: { [name: string]: string };
  /** How a consent stands. */
  statuses: { [name: string]: string };
}
