import { ConsentError } from "./error.js";
/** The longest JSON Lines in UTF-16 units: what fits into the module's memory several times. */
export declare const LONGEST_LINES: number;
/** What the module imports, for whoever makes an instance of it. */
export declare function imports(): WebAssembly.Imports;
/** Whether an instance is there. */
export declare function isReady(): boolean;
/** Puts an instance in its place. */
export declare function install(instance: WebAssembly.Instance): void;
/** How many bytes of memory the module holds; it never gives any back. */
export declare function memoryBytes(): number;
/** An error in the form of the engine's own. */
export declare function mistake(code: string, message: string, cause?: unknown): ConsentError;
/** Calls the module. What it throws is an error of the engine, or else a defect, after which nothing it says can be trusted. */
export declare function call<T>(run: () => T): T;
/** As `call`, for what answers in JSON. */
export declare function ask<T>(run: () => string): T;
/** A text that UTF-8 can hold. */
export declare function text(value: string, what: string, longest?: number): string;
/** As `text`, where it may be left out. */
export declare function optionalText(value: string | undefined, what: string): string | undefined;
/** A document as JSON: a text as it is, anything else written as JSON. */
export declare function document(value: unknown, what: string): string;
/** Documents as JSON Lines: a text as it is, a list line by line. */
export declare function lines(value: string | readonly unknown[], what: string): string;
/** An instant: milliseconds since 1970 UTC, a `Date`, or RFC 3339 with an offset. */
export type Moment = number | Date | string;
/** The milliseconds of an instant. */
export declare function millis(at: Moment, what: string): number;
/** As `millis`, where it may be left out. */
export declare function optionalMillis(at: Moment | undefined, what: string): number | undefined;
/** A number as a caller gave it. */
export declare function number(value: number, what: string): number;
/** As `number`, where it may be left out. */
export declare function optionalNumber(value: number | undefined, what: string): number | undefined;
