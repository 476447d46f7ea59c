/// <reference lib="esnext.disposable" preserve="true" />
import { ConsentError, type ErrorDetails } from "./error.js";
import * as glue from "./consent_engine_bg.js";
import {
  LONGEST_LINES,
  call,
  document,
  given,
  lines,
  millis,
  mistake,
  number,
  optionalMillis,
  optionalNumber,
  optionalText,
  text,
  type Moment,
} from "./module.js";
import { Query, type QueryOptions } from "./query.js";
import type {
  Answer,
  Audience,
  AuditReport,
  Bundle,
  Catalogue,
  ConsentReceipt,
  DecisionReceipt,
  ErasedCount,
  ErasureRequest,
  LedgerEvent,
  EventProof,
  Explanation,
  Finding,
  GrowthProof,
  Lang,
  LedgerHead,
  Needs,
  Overview,
  Position,
  Preview,
  ProposedUse,
  ReceiptRequest,
  LedgerRecord,
  Recorded,
  Register,
  Remedies,
  RequesterAnswer,
  RequesterBundle,
  RequesterRemedies,
  SignedHead,
  StopList,
  SubjectList,
  UseTemplate,
  WhoMay,
} from "./wire.js";

/** How an engine is made. */
export interface EngineOptions {
  /** With a ledger that proves itself: roots, checkpoints, proofs, receipts, erasure. Absent: answers only, in less memory. */
  readonly ledger?: boolean;
}

/** For whom an answer is; absent: for the person. */
export interface ForAudience<A extends Audience = Audience> {
  /**
   * `citizen`: the person; `requester`: who asks to use the data, and learns nothing about the person beyond the outcome; `auditor`: sees
   * everything. For a requester ask about the present only: `known_at` is refused, and as the module has no clock, it is the host that
   * puts the present into `at`, never the requester, who would learn by many questions when a person's answer changed.
   */
  readonly audience?: A;
}

/** How an answer is said. */
export interface Style extends ForAudience {
  /** The language. */
  readonly lang: Lang;
  /** In plain language (selkokieli, lättläst); to the person only. */
  readonly plain?: boolean;
}

/** As it was known at a position of the ledger; absent: now. */
export interface AsKnown {
  /** The position: only the events before it are read. */
  readonly knownAt?: number;
}

/** What is counted besides the persons for whom a use is covered. */
export interface SubjectsOptions {
  /** Count the reasons of the others, and which of the counts can be published: none below this. */
  readonly publishedFrom?: number;
}

/** What the module does with an engine. */
type Method = { [Name in keyof glue.Engine]: glue.Engine[Name] extends (...parameters: never[]) => unknown ? Name : never }[keyof glue.Engine];

/** What a label is of. */
export type Labelled = "data-category" | "purpose" | "party" | "legal-basis" | "law" | "requirement" | "bar" | "term";

/**
 * Catalogues and a ledger, and the questions to them.
 *
 * Make one with `new`, free it with `free()` or `using`; what is not freed goes with the garbage. The queries that were prepared
 * from it live on without it.
 */
export class Engine {
  #raw: glue.Engine | undefined;

  /** An engine without catalogues and events. */
  constructor(options: EngineOptions = {}) {
    const { ledger } = given(options);
    this.#raw = call(() => new glue.Engine(ledger === true));
  }

  /**
   * Opens an exported ledger (`exportLedger`, or `consent ledger export`): every entry, the tree and the latest checkpoint are checked.
   * Whether the checkpoint is signed by the operator says `holds`.
   */
  static open(exported: string): Engine {
    const lines = text(exported, "an exported ledger", LONGEST_LINES);
    const raw = call(() => glue.open(lines));
    const engine = new Engine();
    engine.free();
    engine.#raw = raw;
    return engine;
  }

  get #engine(): glue.Engine {
    if (this.#raw === undefined) throw mistake("handle-freed", "expected an engine, found one that was freed");
    return this.#raw;
  }

  /**
   * Calls the module. What it is given was read before: what a getter or a `toJSON` of somebody else's throws or frees is theirs, and
   * no defect of the module.
   */
  #call<Name extends Method>(name: Name, ...parameters: Parameters<glue.Engine[Name]>): ReturnType<glue.Engine[Name]> {
    const engine = this.#engine;
    return call(() => (engine[name] as (...all: typeof parameters) => ReturnType<glue.Engine[Name]>)(...parameters));
  }

  /** As `#call`, for what answers in JSON. */
  #ask<T, Name extends Method>(name: Name, ...parameters: Parameters<glue.Engine[Name]>): T {
    return JSON.parse(this.#call(name, ...parameters) as string) as T;
  }

  // --- what it knows -----------------------------------------------------------------------------------------------------

  /**
   * Holds a version of the catalogue, so that a `catalogue-published` event can name it. Returns the warnings of its check; one with
   * errors is refused, and the error has the `findings`.
   */
  addCatalogue(catalogue: Catalogue | string): Finding[] {
    return this.#ask("add_catalogue", document(catalogue, "a catalogue"));
  }

  /** Records an event. `recordedAt` is when it became known: now, by your clock; absent: when it took effect. */
  record(event: LedgerEvent | string, recordedAt?: Moment): Recorded {
    return this.#ask("record", document(event, "an event"), optionalMillis(recordedAt, "`recordedAt`"));
  }

  /**
   * Records events, from a list or from JSON Lines, in order, until one is refused: then the error tells why, and in `accepted` how many
   * were recorded before it. All are read before any is recorded.
   */
  recordAll(events: readonly LedgerEvent[] | string, recordedAt?: Moment): Recorded[] {
    const all: AllRecorded = this.#ask("record_all", lines(events, "events"), optionalMillis(recordedAt, "`recordedAt`"));
    if (all.refused !== undefined) throw new ConsentError(all.refused, { accepted: all.recorded.length });
    return all.recorded;
  }

  /** Takes records as `records` or `consent record` gave them: they were accepted before, and the door is not asked again. */
  restore(records: readonly LedgerRecord[] | string): void {
    this.#call("restore", lines(records, "records"));
  }

  /** The accepted events from a position on. */
  records(from = 0): LedgerRecord[] {
    return parsed(this.recordLines(from));
  }

  /** As `records`, as JSON Lines: to be kept as they are. */
  recordLines(from = 0): string {
    return this.#call("records", number(from, "`from`"));
  }

  /** How many events there are: the position of the next one. */
  get size(): number {
    const engine = this.#engine;
    return call(() => engine.size);
  }

  /** What answers rest on. */
  position(): Position {
    return this.#ask("position");
  }

  /** The catalogue of today, or of a position. */
  catalogue(options: AsKnown = {}): Catalogue {
    const { knownAt } = given(options);
    return this.#ask("catalogue", optionalNumber(knownAt, "`knownAt`"));
  }

  // --- is it covered? ----------------------------------------------------------------------------------------------------

  /** The full answer: items, bases, reasons, obligations, until when it holds. To the requester only what it may know. */
  decide(proposed: ProposedUse | string, options: { readonly audience: "requester" }): RequesterAnswer;
  decide(proposed: ProposedUse | string, options?: ForAudience<"citizen" | "auditor">): Answer;
  decide(proposed: ProposedUse | string, options: ForAudience = {}): Answer | RequesterAnswer {
    const { audience = "citizen" } = given(options);
    return this.#ask("decide", document(proposed, "a proposed use"), text(audience, "`audience`"));
  }

  /** The answer in words. */
  explain(proposed: ProposedUse | string, style: Style): Explanation {
    const { lang, audience = "citizen", plain } = given(style, "`style`");
    return this.#ask(
      "explain",
      document(proposed, "a proposed use"),
      text(audience, "`audience`"),
      text(lang, "`lang`"),
      plain === true,
    );
  }

  /** The answers to several uses, each and all together. */
  decideAll(legs: readonly ProposedUse[] | string, options: { readonly audience: "requester" }): RequesterBundle;
  decideAll(legs: readonly ProposedUse[] | string, options?: ForAudience<"citizen" | "auditor">): Bundle;
  decideAll(legs: readonly ProposedUse[] | string, options: ForAudience = {}): Bundle | RequesterBundle {
    const { audience = "citizen" } = given(options);
    return this.#ask("decide_bundle", document(legs, "proposed uses"), text(audience, "`audience`"));
  }

  /** What would cover a use: the smallest sets of acts. To the requester: the same whoever the person is. */
  remedies(proposed: ProposedUse | string, options: { readonly audience: "requester" }): RequesterRemedies;
  remedies(proposed: ProposedUse | string, options?: ForAudience<"citizen" | "auditor">): Remedies;
  remedies(proposed: ProposedUse | string, options: ForAudience = {}): Remedies | RequesterRemedies {
    const { audience = "citizen" } = given(options);
    return this.#ask("remedies", document(proposed, "a proposed use"), text(audience, "`audience`"));
  }

  /** Makes a use ready, to be asked about many persons and instants. */
  prepare(template: UseTemplate | string, options: QueryOptions = {}): Query {
    const { reason, horizon } = given(options);
    const raw = this.#call("prepare", document(template, "a use"), reason === true, horizon === true);
    return Query.of(raw, reason === true, horizon === true);
  }

  // --- who may do what? --------------------------------------------------------------------------------------------------

  /** Who may use which data of a person, on which basis, until when; what waits, what bars, what was recorded. For the person. */
  overview(subject: string, at: Moment, options: AsKnown = {}): Overview {
    const { knownAt } = given(options);
    return this.#ask("overview", text(subject, "`subject`"), millis(at, "`at`"), optionalNumber(knownAt, "`knownAt`"));
  }

  /** Who may use a category of a person's data, for a purpose or for any. */
  whoMay(subject: string, dataCategory: string, at: Moment, options: AsKnown & { readonly purpose?: string } = {}): WhoMay {
    const { purpose, knownAt } = given(options);
    return this.#ask(
      "who_may",
      text(subject, "`subject`"),
      text(dataCategory, "`dataCategory`"),
      optionalText(purpose, "`purpose`"),
      millis(at, "`at`"),
      optionalNumber(knownAt, "`knownAt`"),
    );
  }

  /** What would change if an event were recorded; it is not. */
  preview(event: LedgerEvent | string): Preview {
    return this.#ask("preview", document(event, "an event"));
  }

  /** What a service has, waits for, can ask and must not ask of a person. */
  needs(service: string, subject: string, at: Moment): Needs {
    return this.#ask("needs", text(service, "`service`"), text(subject, "`subject`"), millis(at, "`at`"));
  }

  /** What a service must stop since it last looked, at the position `since` and the instant `sinceAt`. Never cut short. */
  stopList(service: string, since: number, sinceAt: Moment, at: Moment): StopList {
    return this.#ask(
      "stop_list",
      text(service, "`service`"),
      number(since, "`since`"),
      millis(sinceAt, "`sinceAt`"),
      millis(at, "`at`"),
    );
  }

  /** For whom a use is covered: every key, never cut short. */
  subjects(template: UseTemplate | string, at: Moment, options: SubjectsOptions = {}): SubjectList {
    const { publishedFrom } = given(options);
    return this.#ask("subjects", document(template, "a use"), millis(at, "`at`"), optionalNumber(publishedFrom, "`publishedFrom`"));
  }

  /** The public register of today's catalogue: no personal data. */
  register(): Register {
    return this.#ask("register");
  }

  // --- in words ----------------------------------------------------------------------------------------------------------

  /** What people call a thing of today's catalogue and of the law that it rests on. */
  label(kind: Labelled, id: string, lang: Lang): string {
    return this.#call("label", text(kind, "`kind`"), text(id, "`id`"), text(lang, "`lang`"), undefined);
  }

  /** What people call a version of a notice. */
  noticeLabel(notice: { readonly id: string; readonly version: number }, lang: Lang): string {
    const { id, version } = given(notice, "`notice`");
    return this.#call("label", "notice", text(id, "`id`"), text(lang, "`lang`"), number(version, "`version`"));
  }

  /** An instant as people write it, at the offset of today's catalogue. */
  moment(at: Moment, lang: Lang): string {
    return this.#call("moment", millis(at, "`at`"), text(lang, "`lang`"), "moment");
  }

  /** The day of an instant as people write it, at the offset of today's catalogue. */
  day(at: Moment, lang: Lang): string {
    return this.#call("moment", millis(at, "`at`"), text(lang, "`lang`"), "day");
  }

  /** The end of a span as people write it: the last day on which it holds, or day and time. */
  end(until: Moment, lang: Lang): string {
    return this.#call("moment", millis(until, "`until`"), text(lang, "`lang`"), "end");
  }

  // --- the ledger that proves itself; of an engine made with `{ ledger: true }` ----------------------------------------------

  /** How far the ledger has come. */
  head(): LedgerHead {
    return this.#ask("head");
  }

  /** The whole ledger as JSON Lines: what `Engine.open` and `consent ledger import` read. It holds everything, the salts too. */
  exportLedger(): string {
    return this.#call("export_ledger");
  }

  /** Looks at every entry as an auditor does, and tells what was erased, by whom and why. */
  audit(): AuditReport {
    return this.#ask("audit");
  }

  /** Signs how far the ledger has come: a checkpoint (C2SP), to be given away. */
  checkpoint(secretKey: string): string {
    return this.#call("checkpoint", text(secretKey, "`secretKey`"));
  }

  /** Checks that the ledger goes on from a checkpoint that the operator of this public key signed. */
  holds(checkpoint: string, key: string): SignedHead {
    return this.#ask("holds", text(checkpoint, "`checkpoint`"), text(key, "`key`"));
  }

  /** The proof that an event is in the ledger of a signed checkpoint. */
  prove(event: string, checkpoint: string): EventProof {
    return this.#ask("prove", text(event, "`event`"), text(checkpoint, "`checkpoint`"));
  }

  /** The proof that the ledger of today begins with its first `size` entries. */
  proveGrowth(size: number): GrowthProof {
    return this.#ask("consistency", number(size, "`size`"));
  }

  /** Erases events, or every event of a person: the payloads are destroyed; places, proofs and this act stay. */
  erase(request: ErasureRequest): ErasedCount {
    return this.#ask("erase", document(request, "an erasure"));
  }

  /** The receipt for a consent, as it stands at `created`: JSON-LD by the DPV profile of ISO/IEC TS 27560, with its proof. */
  receipt(request: ReceiptRequest & { consent: string; subject: string }, checkpoint: string, secretKey: string): ConsentReceipt;
  /** The receipt for a recorded use. */
  receipt(request: ReceiptRequest & { event: string }, checkpoint: string, secretKey: string): DecisionReceipt;
  receipt(request: ReceiptRequest, checkpoint: string, secretKey: string): ConsentReceipt | DecisionReceipt {
    return this.#ask(
      "receipt",
      document(request, "what the issuer states"),
      text(checkpoint, "`checkpoint`"),
      text(secretKey, "`secretKey`"),
    );
  }

  // --- its end -----------------------------------------------------------------------------------------------------------

  /** Frees the engine; freed twice it stays freed. */
  free(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    if (raw !== undefined) call(() => raw.free());
  }

  /** As `free`, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }
}

/** What `record_all` says. */
interface AllRecorded {
  readonly recorded: Recorded[];
  readonly refused?: ErrorDetails;
}

function parsed<T>(jsonLines: string): T[] {
  return jsonLines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}
