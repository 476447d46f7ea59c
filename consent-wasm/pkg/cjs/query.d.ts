/// <reference lib="esnext.disposable" preserve="true" />
import { type Moment } from "./module.js";
import type { BasisKind, Outcome, ReasonCode } from "./wire.js";
/** What each answer of a query has besides outcome and basis; both take time. */
export interface QueryOptions {
    /** The first reason of what is not covered. */
    readonly reason?: boolean;
    /** Until when the answer holds. */
    readonly horizon?: boolean;
}
/** The small answer. */
export interface Brief {
    /** True when everything is covered: the only *yes*. */
    readonly covered: boolean;
    /** Whether the use is covered, or a part of it. Treat a word that you don't know as *not covered*. */
    readonly outcome: Outcome;
    /** What governs what is covered; absent: nothing is. */
    readonly basis?: BasisKind;
    /** Why the first requirement that nothing meets is not met; absent: everything is covered, or it was not asked for. */
    readonly reason?: ReasonCode;
    /** The first instant at which the answer would differ, in milliseconds since 1970 UTC, or `Infinity`; absent: it was not asked for. */
    readonly holds_until?: number;
    /** How many events of the ledger it rests on. */
    readonly position: number;
}
/** A use made ready: its names looked up, its requirements raised. Made by `Engine.prepare`. */
export declare class Query {
    #private;
    private constructor();
    /** Whether the use is covered for a person at an instant. */
    decide(subject: string, at: Moment): Brief;
    /** Prepares the same use anew. Once a new version of the catalogue was published every answer is right without it, but slow. */
    refresh(): void;
    /** Frees the query; freed twice it stays freed. */
    free(): void;
    /** As `free`, for `using`. */
    [Symbol.dispose](): void;
}
