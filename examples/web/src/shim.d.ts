declare module "consent-engine/web" {
  export * from "consent-shim";
  export default function init(): Promise<void>;
}
declare module "consent-shim" {
  type W = typeof import("./shared/wire");
  import type * as w from "./shared/wire";
  type R = Readonly<Record<string, string>>;
  export interface Words { phrases: Record<string, string>; headings: Record<string,string>; operations: R; statuses: Record<w.ConsentStatus,string>; articles: Record<w.Article,string>; performers: R }
  export function words(lang: w.Lang): Words;
  type L = Record<w.Lang, string>;
  export interface Catalogue {
    notices: { id: string; version: number; texts: Partial<L>; sha256: L; plain?: Partial<L>; controllers: string[]; recipients?: string[]; data_categories: { id: string; required?: boolean }[]; purposes: string[]; operations: string[]; meets: string[]; form: w.Form; activation: string; min_assurance: string }[];
    bar_kinds?: { id: string; source: string; set_by: string[]; over?: w.Scope; from?: string }[];
    data_categories: { id: string; parents?: string[] }[];
    legal_bases: { id: string; retention?: Partial<L> }[];
  }
  interface B { id: string; at: string; by: w.Actor; subject: string }
  type NL = w.NoticeVersion & { language: w.Lang; sha256: string };
  export type Event = B & ({ type: "consent-given"; consent: string; notice: NL; scope?: w.Scope; form: w.Form; channel?: string; assurance?: string }
   | { type: "consent-requested"; consent: string; notice: w.NoticeVersion; scope?: w.Scope }
   | { type: "consent-refused" | "consent-withdrawn" | "consent-renewed" | "consent-suspended" | "consent-resumed" | "consent-invalidated"; consent: string }
   | { type: "consent-narrowed"; consent: string; scope: w.Scope }
   | { type: "bar-set"; kind: string; scope: w.Scope } | { type: "bar-lifted"; bar: string }
   | { type: "representation-started"; representative: string; capacity: string } | { type: "representation-ended"; representative: string }
   | { type: "use-recorded"; use: w.RecordedUse });
  export interface Record { seq: number; recorded_at: string; event: Event }
  export interface VerifiedReceipt { kind: string; id: string; checkpoint: { origin: string; size: number }; catalogue_compared: boolean; records: Record[] }
  export function newKey(name: string): { secret: string; public: string };
  export function verifyReceipt(r: string, k: string, c?: string): VerifiedReceipt;
  export class Engine {
    constructor(o?: { ledger?: boolean });
    static open(x: string): Engine;
    size: number;
    addCatalogue(c: string): unknown; record(e: Event, at?: number): unknown; recordAll(e: string): unknown; records(from?: number): Record[];
    decide(u: w.ProposedUse, o: { audience: "requester" }): { items: { category: string; operation: string; covered: boolean }[] };
    explain(u: w.ProposedUse, o: { audience: string; lang: w.Lang; plain?: boolean }): w.Explanation;
    overview(s: string, at: number): w.Overview; preview(e: Event): w.Preview; needs(s: string, p: string, at: number): w.Needs;
    stopList(s: string, since: number, sinceAt: number, at: number): { stops: w.Stop[] };
    label(k: string, id: string, lang: w.Lang): string; noticeLabel(n: w.NoticeVersion, l: w.Lang): string;
    moment(at: number | string, l: w.Lang): string; day(at: number | string, l: w.Lang): string;
    exportLedger(): string; checkpoint(s: string): string; receipt(r: object, c: string, s: string): unknown;
    canStop(u: w.UseEntry, l: w.Lang): string; lastDay(at: number, l: w.Lang): string;
  }
}
