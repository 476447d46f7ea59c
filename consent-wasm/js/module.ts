import { ConsentError, type ErrorDetails } from "./error.js";
import * as glue from "./consent_engine_bg.js";

/** The longest document in UTF-16 units; the engine's own limit is 64 MiB in UTF-8. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

/** The longest JSON Lines in UTF-16 units: what fits into the module's memory several times. */
export const LONGEST_LINES = 256 * 1024 * 1024;

let ready = false;
let memory: WebAssembly.Memory | undefined;
let view = new Uint8Array();
let broken: ConsentError | undefined;

/**
 * What the module imports, for whoever makes an instance of it.
 *
 * @internal
 */
export function imports(): WebAssembly.Imports {
  return { "./consent_engine_bg.js": glue as unknown as WebAssembly.ModuleImports };
}

/** Whether an instance is there. */
export function isReady(): boolean {
  return ready;
}

/**
 * Puts an instance in its place.
 *
 * @internal
 */
export function install(instance: WebAssembly.Instance): void {
  glue.__wbg_set_wasm(instance.exports);
  const start: unknown = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  memory = instance.exports["memory"] as WebAssembly.Memory;
  view = new Uint8Array();
  ready = true;
}

/** How many bytes of memory the module holds; it never gives any back. */
export function memoryBytes(): number {
  return memory?.buffer.byteLength ?? 0;
}

/** The memory of the module, until it is called again. */
export function bytes(): Uint8Array {
  // Memory that has grown has another buffer, and the view of the old one has nothing left.
  if (view.length === 0 && memory !== undefined) view = new Uint8Array(memory.buffer);
  return view;
}

/** An error in the form of the engine's own. */
export function mistake(code: string, message: string, cause?: unknown): ConsentError {
  return new ConsentError({ code, message }, { cause });
}

/** Throws where there is no module, or one that failed before. */
export function expectUsable(): void {
  if (broken !== undefined) {
    throw mistake("internal", "expected a module that works, found one that failed before; load the page or start the process anew", broken);
  }
  if (!ready) {
    throw mistake("not-initialised", "expected the module to be loaded, found that it is not; `await init()` first");
  }
}

/** What was thrown, as an error: one of the engine, or else a defect, after which nothing that the module says can be trusted. */
export function failed(thrown: unknown): ConsentError {
  if (thrown instanceof ConsentError) return thrown;
  if (typeof thrown === "string") return new ConsentError(JSON.parse(thrown) as ErrorDetails);
  broken = mistake(
    "internal",
    "expected the module to work, found a defect in it; it can't be used any more: load the page or start the process anew, and report it",
    thrown,
  );
  return broken;
}

/** Calls the module, and nothing else: whatever is thrown meanwhile is taken for the module's. */
export function call<T>(run: () => T): T {
  expectUsable();
  try {
    return run();
  } catch (thrown) {
    throw failed(thrown);
  }
}

/** Calls a function of the module that answers in JSON, with what was read before. */
export function ask<T, Given extends unknown[]>(run: (...given: Given) => string, ...given: Given): T {
  return JSON.parse(call(() => run(...given))) as T;
}

/** A text that UTF-8 can hold. */
export function text(value: string, what: string, longest: number = LONGEST_DOCUMENT): string {
  if (typeof value !== "string") throw mistake("argument-type", `expected ${what} as a text, found ${kind(value)}`);
  if (value.length > longest) {
    throw mistake("document-too-large", `expected ${what} of at most ${longest} characters, found ${value.length}`);
  }
  if (!isUnicode(value)) {
    throw mistake("text-malformed", `expected ${what} in Unicode, found half of a surrogate pair; was it cut in two?`);
  }
  return value;
}

/** Without half a surrogate pair. */
function isUnicode(value: string): boolean {
  return value.isWellFormed?.() ?? !/\p{Surrogate}/u.test(value);
}

/** As `text`, where it may be left out. */
export function optionalText(value: string | undefined, what: string): string | undefined {
  return value === undefined ? undefined : text(value, what);
}

/** A document as JSON: a text as it is, anything else written as JSON. */
export function document(value: unknown, what: string): string {
  if (typeof value === "string") return text(value, what);
  let written: string | undefined;
  try {
    written = JSON.stringify(value);
  } catch (cause) {
    throw mistake("json-unwritable", `expected ${what} that JSON can hold, found one that it can't`, cause);
  }
  if (written === undefined) throw mistake("argument-type", `expected ${what}, found ${kind(value)}`);
  return text(written, what);
}

/** As `document`, where it may be left out. */
export function optionalDocument(value: unknown, what: string): string | undefined {
  return value === undefined ? undefined : document(value, what);
}

/** Documents as JSON Lines: a text as it is, a list line by line. */
export function lines(value: string | readonly unknown[], what: string): string {
  if (typeof value === "string") return text(value, what, LONGEST_LINES);
  if (!Array.isArray(value)) throw mistake("argument-type", `expected ${what} as a list or as JSON Lines, found ${kind(value)}`);
  return text(value.map((one) => document(one, what).replace(/\s*\n\s*/g, " ")).join("\n"), what, LONGEST_LINES);
}

/** An instant: milliseconds since 1970 UTC, a `Date`, or RFC 3339 with an offset. */
export type Moment = number | Date | string;

/** The milliseconds of an instant. */
export function millis(at: Moment, what: string): number {
  if (typeof at === "number") return at;
  if (at instanceof Date) return at.getTime();
  const written = text(at, what);
  return call(() => glue.instant(written));
}

/** As `millis`, where it may be left out. */
export function optionalMillis(at: Moment | undefined, what: string): number | undefined {
  return at === undefined ? undefined : millis(at, what);
}

/** Options, or another object with members, as a caller gave it. */
export function given<T extends object>(value: T, what = "`options`"): T {
  if (typeof value !== "object" || value === null) {
    throw mistake("argument-type", `expected ${what} as an object, found ${kind(value)}`);
  }
  return value;
}

/** A number as a caller gave it. */
export function number(value: number, what: string): number {
  if (typeof value !== "number") throw mistake("argument-type", `expected ${what} as a number, found ${kind(value)}`);
  return value;
}

/** As `number`, where it may be left out. */
export function optionalNumber(value: number | undefined, what: string): number | undefined {
  return value === undefined ? undefined : number(value, what);
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
