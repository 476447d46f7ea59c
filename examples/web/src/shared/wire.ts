export type Lang = "fi" | "sv" | "en";
export type Instant = string;
export type Article = "6(1)(b)" | "6(1)(c)" | "6(1)(d)" | "6(1)(e)" | "6(1)(f)";
export type Operation = string;
export type Form = "any" | "explicit" | "written" | "explicit-written";
export type ConsentStatus = "active" | "requested" | "quorum-incomplete" | "not-yet-valid" | "suspended" | "refused" | "withdrawn" | "expired" | "invalidated" | "notice-superseded";
export type ActorRole = "self" | "guardian" | "mandate" | "legal-guardian" | "controller" | "operator" | "authority";
export interface Actor { role: ActorRole; id?: string }
export interface NoticeVersion { id: string; version: number }
export type BasisRef = { legal_basis: string } | { consent: string };
export interface Basis { basis: BasisRef; article?: Article; character?: "duty" | "permission"; notice?: NoticeVersion; at?: Instant; until?: Instant; by_representative?: boolean }
export interface Scope { controllers?: string[]; recipients?: string[]; data_categories?: string[]; purposes?: string[]; operations?: Operation[]; cases?: string[] }
export interface UseEntry { controller: string; recipient: string; purpose: string; data_categories: string[]; operations: Operation[]; basis: Basis; others?: BasisRef[]; assertions?: string[]; cases?: string[]; channels?: string[]; since?: Instant; until?: Instant }
export interface Change { controller: string; recipient: string; purpose: string; data_categories: string[]; operations: Operation[]; before?: Basis; after?: Basis; assertions?: string[]; cases?: string[] }
export interface ConsentEntry { consent: string; status: ConsentStatus; notice?: NoticeVersion; at?: Instant; from?: Instant; until?: Instant; given_by?: Actor[] }
export interface BarEntry { id: string; kind: string; at: Instant; from: Instant; until?: Instant; scope?: Scope; set_by: Actor; person_can_lift: boolean }
export interface RecordedUse { controller: string; recipient: string; purpose: string; data_categories: string[]; operations: Operation[]; basis: string; case?: string }
export interface WaitingRequest { consent: string; notice: NoticeVersion; requested_at: Instant }
export interface Overview { subject: string; at: Instant; uses: UseEntry[]; requests: WaitingRequest[]; consents: ConsentEntry[]; bars: BarEntry[]; recorded_uses: { at: Instant; use: RecordedUse }[]; ended: { consent: string; ended: Instant; obligation: string }[] }
export interface Preview { at: Instant; stops: Change[]; starts: Change[]; continues: Change[]; unchanged: UseEntry[]; actor_unverified?: boolean }
export interface AskEntry { notice: NoticeVersion; ask: "may" | "must"; controller: string; recipient?: string; purpose: string; required: string[]; optional: string[]; operations: Operation[]; form: Form }
export interface Needs { service: string; subject: string; at: Instant; has: UseEntry[]; pending: WaitingRequest[]; ask: AskEntry[]; do_not_ask: UseEntry[] }
export interface Explanation { paragraphs: { code: string; text: string }[] }
export interface Stop { subject: string; controller: string; purpose: string; data_categories: string[]; operations: Operation[]; obligations?: string[] }
export interface ProposedUse { subject: string; at: Instant; controller: string; recipient: string; purpose: string; data_categories: string[]; except?: string[]; operations: Operation[]; cases?: string[]; channel?: string; assertions?: string[] }
