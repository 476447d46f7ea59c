import type { Finding } from "./wire.js";
/** What an error of the engine says besides its message; absent members don't apply. */
export interface ErrorDetails {
    /** The stable code, in kebab-case. */
    readonly code: string;
    /** What was expected, what was found, what would work. */
    readonly message: string;
    /** The place in a JSON document: a JSON pointer (RFC 6901). */
    readonly pointer?: string;
    /** The position in the ledger where it went wrong. */
    readonly position?: number;
    /** The line of a JSON text, counted from 1. */
    readonly line?: number;
    /** The column of a JSON text in bytes, counted from 1. */
    readonly column?: number;
    /** What refused a catalogue. */
    readonly findings?: readonly Finding[];
}
/**
 * What went wrong, with a stable `code`. An error is never an answer: treat the use as not covered, and so every code that you don't
 * know. A use that is not covered is no error, but an answer.
 */
export declare class ConsentError extends Error implements ErrorDetails {
    readonly name = "ConsentError";
    readonly code: string;
    readonly pointer?: string;
    readonly position?: number;
    readonly line?: number;
    readonly column?: number;
    readonly findings?: readonly Finding[];
    /** Of `recordAll`: how many events were recorded before the one that was refused. */
    readonly accepted?: number;
    constructor(details: ErrorDetails, options?: {
        cause?: unknown;
        accepted?: number;
    });
}
