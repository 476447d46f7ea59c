/// <reference lib="esnext.disposable" preserve="true" />
import { type Moment } from "./module.js";
import { Query, type QueryOptions } from "./query.js";
import type { Answer, Audience, AuditReport, Bundle, Catalogue, ConsentReceipt, DecisionReceipt, ErasedCount, ErasureRequest, LedgerEvent, EventProof, Explanation, Finding, GrowthProof, Lang, LedgerHead, Needs, Overview, Position, Preview, ProposedUse, ReceiptRequest, LedgerRecord, Recorded, Register, Remedies, RequesterAnswer, RequesterBundle, RequesterRemedies, SignedHead, StopList, SubjectList, UseTemplate, WhoMay } from "./wire.js";
/** How an engine is made. */
export interface EngineOptions {
    /** With a ledger that proves itself: roots, checkpoints, proofs, receipts, erasure. Absent: answers only, in less memory. */
    readonly ledger?: boolean;
}
/** For whom an answer is; absent: for the person. */
export interface ForAudience<A extends Audience = Audience> {
    /** `citizen`: the person; `requester`: who asks to use the data, and learns nothing about the person; `auditor`: sees everything. */
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
/** What a label is of. */
export type Labelled = "data-category" | "purpose" | "party" | "legal-basis" | "law" | "requirement" | "bar" | "term";
/**
 * Catalogues and a ledger, and the questions to them.
 *
 * Make one with `new`, free it with `free()` or `using`; what is not freed goes with the garbage. The queries that were prepared
 * from it live on without it.
 */
export declare class Engine {
    #private;
    /** An engine without catalogues and events. */
    constructor(options?: EngineOptions);
    /**
     * Opens an exported ledger (`exportLedger`, or `consent ledger export`): every entry, the tree and the latest checkpoint are checked.
     * Whether the checkpoint is signed by the operator says `holds`.
     */
    static open(exported: string): Engine;
    /**
     * Holds a version of the catalogue, so that a `catalogue-published` event can name it. Returns the warnings of its check; one with
     * errors is refused, and the error has the `findings`.
     */
    addCatalogue(catalogue: Catalogue | string): Finding[];
    /** Records an event. `recordedAt` is when it became known: now, by your clock; absent: when it took effect. */
    record(event: LedgerEvent | string, recordedAt?: Moment): Recorded;
    /**
     * Records events, from a list or from JSON Lines, in order, until one is refused: then the error tells why, and in `accepted` how many
     * were recorded before it. All are read before any is recorded.
     */
    recordAll(events: readonly LedgerEvent[] | string, recordedAt?: Moment): Recorded[];
    /** Takes records as `records` or `consent record` gave them: they were accepted before, and the door is not asked again. */
    restore(records: readonly LedgerRecord[] | string): void;
    /** The accepted events from a position on. */
    records(from?: number): LedgerRecord[];
    /** As `records`, as JSON Lines: to be kept as they are. */
    recordLines(from?: number): string;
    /** How many events there are: the position of the next one. */
    get size(): number;
    /** What answers rest on. */
    position(): Position;
    /** The catalogue of today, or of a position. */
    catalogue({ knownAt }?: AsKnown): Catalogue;
    /** The full answer: items, bases, reasons, obligations, until when it holds. To the requester only what it may know. */
    decide(proposed: ProposedUse | string, options: {
        readonly audience: "requester";
    }): RequesterAnswer;
    decide(proposed: ProposedUse | string, options?: ForAudience<"citizen" | "auditor">): Answer;
    /** The answer in words. */
    explain(proposed: ProposedUse | string, { lang, audience, plain }: Style): Explanation;
    /** The answers to several uses, each and all together. */
    decideAll(legs: readonly ProposedUse[] | string, options: {
        readonly audience: "requester";
    }): RequesterBundle;
    decideAll(legs: readonly ProposedUse[] | string, options?: ForAudience<"citizen" | "auditor">): Bundle;
    /** What would cover a use: the smallest sets of acts. To the requester: the same whoever the person is. */
    remedies(proposed: ProposedUse | string, options: {
        readonly audience: "requester";
    }): RequesterRemedies;
    remedies(proposed: ProposedUse | string, options?: ForAudience<"citizen" | "auditor">): Remedies;
    /** Makes a use ready, to be asked about many persons and instants. */
    prepare(template: UseTemplate | string, { reason, horizon }?: QueryOptions): Query;
    /** Who may use which data of a person, on which basis, until when; what waits, what bars, what was recorded. For the person. */
    overview(subject: string, at: Moment, { knownAt }?: AsKnown): Overview;
    /** Who may use a category of a person's data, for a purpose or for any. */
    whoMay(subject: string, dataCategory: string, at: Moment, options?: AsKnown & {
        readonly purpose?: string;
    }): WhoMay;
    /** What would change if an event were recorded; it is not. */
    preview(event: LedgerEvent | string): Preview;
    /** What a service has, waits for, can ask and must not ask of a person. */
    needs(service: string, subject: string, at: Moment): Needs;
    /** What a service must stop since it last looked, at the position `since` and the instant `sinceAt`. Never cut short. */
    stopList(service: string, since: number, sinceAt: Moment, at: Moment): StopList;
    /** For whom a use is covered: every key, never cut short. */
    subjects(template: UseTemplate | string, at: Moment, { publishedFrom }?: SubjectsOptions): SubjectList;
    /** The public register of today's catalogue: no personal data. */
    register(): Register;
    /** What people call a thing of today's catalogue and of the law that it rests on. */
    label(kind: Labelled, id: string, lang: Lang): string;
    /** What people call a version of a notice. */
    noticeLabel(notice: {
        readonly id: string;
        readonly version: number;
    }, lang: Lang): string;
    /** An instant as people write it, at the offset of today's catalogue. */
    moment(at: Moment, lang: Lang): string;
    /** The day of an instant as people write it, at the offset of today's catalogue. */
    day(at: Moment, lang: Lang): string;
    /** How far the ledger has come. */
    head(): LedgerHead;
    /** The whole ledger as JSON Lines: what `Engine.open` and `consent ledger import` read. It holds everything, the salts too. */
    exportLedger(): string;
    /** Looks at every entry as an auditor does, and tells what was erased, by whom and why. */
    audit(): AuditReport;
    /** Signs how far the ledger has come: a checkpoint (C2SP), to be given away. */
    checkpoint(secretKey: string): string;
    /** Checks that the ledger goes on from a checkpoint that the operator of this public key signed. */
    holds(checkpoint: string, key: string): SignedHead;
    /** The proof that an event is in the ledger of a signed checkpoint. */
    prove(event: string, checkpoint: string): EventProof;
    /** The proof that the ledger of today begins with its first `size` entries. */
    proveGrowth(size: number): GrowthProof;
    /** Erases events, or every event of a person: the payloads are destroyed; places, proofs and this act stay. */
    erase(request: ErasureRequest): ErasedCount;
    /** The receipt for a consent, as it stands at `created`: JSON-LD by the DPV profile of ISO/IEC TS 27560, with its proof. */
    receipt(request: ReceiptRequest & {
        consent: string;
        subject: string;
    }, checkpoint: string, secretKey: string): ConsentReceipt;
    /** The receipt for a recorded use. */
    receipt(request: ReceiptRequest & {
        event: string;
    }, checkpoint: string, secretKey: string): DecisionReceipt;
    /** Frees the engine; freed twice it stays freed. */
    free(): void;
    /** As `free`, for `using`. */
    [Symbol.dispose](): void;
}
