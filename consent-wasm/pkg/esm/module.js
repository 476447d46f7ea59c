import { ConsentError } from "./error.js";
import * as glue from "./consent_engine_bg.js";
/** The longest document in UTF-16 units; the engine's own limit is 64 MiB in UTF-8. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;
/** The longest JSON Lines in UTF-16 units: what fits into the module's memory several times. */
export const LONGEST_LINES = 256 * 1024 * 1024;
let ready = false;
let memory;
let broken;
/** What the module imports, for whoever makes an instance of it. */
export function imports() {
    return { "./consent_engine_bg.js": glue };
}
/** Whether an instance is there. */
export function isReady() {
    return ready;
}
/** Puts an instance in its place. */
export function install(instance) {
    glue.__wbg_set_wasm(instance.exports);
    const start = instance.exports["__wbindgen_start"];
    if (typeof start === "function")
        start();
    memory = instance.exports["memory"];
    ready = true;
}
/** How many bytes of memory the module holds; it never gives any back. */
export function memoryBytes() {
    return memory?.buffer.byteLength ?? 0;
}
/** An error in the form of the engine's own. */
export function mistake(code, message, cause) {
    return new ConsentError({ code, message }, { cause });
}
/** Calls the module. What it throws is an error of the engine, or else a defect, after which nothing it says can be trusted. */
export function call(run) {
    if (broken !== undefined)
        throw unusable();
    if (!ready) {
        throw mistake("not-initialised", "expected the module to be loaded, found that it is not; `await init()` first");
    }
    try {
        return run();
    }
    catch (thrown) {
        if (thrown instanceof ConsentError)
            throw thrown;
        if (typeof thrown === "string")
            throw new ConsentError(JSON.parse(thrown));
        broken = mistake("internal", "expected the module to work, found a defect in it; it can't be used any more: load the page or start the process anew, and report it", thrown);
        throw broken;
    }
}
/** As `call`, for what answers in JSON. */
export function ask(run) {
    return JSON.parse(call(run));
}
function unusable() {
    return mistake("internal", "expected a module that works, found one that failed before; load the page or start the process anew", broken);
}
/** A text that UTF-8 can hold. */
export function text(value, what, longest = LONGEST_DOCUMENT) {
    if (typeof value !== "string")
        throw mistake("argument-type", `expected ${what} as a text, found ${kind(value)}`);
    if (value.length > longest) {
        throw mistake("document-too-large", `expected ${what} of at most ${longest} characters, found ${value.length}`);
    }
    if (/\p{Surrogate}/u.test(value)) {
        throw mistake("text-malformed", `expected ${what} in Unicode, found half of a surrogate pair; was it cut in two?`);
    }
    return value;
}
/** As `text`, where it may be left out. */
export function optionalText(value, what) {
    return value === undefined ? undefined : text(value, what);
}
/** A document as JSON: a text as it is, anything else written as JSON. */
export function document(value, what) {
    if (typeof value === "string")
        return text(value, what);
    let written;
    try {
        written = JSON.stringify(value);
    }
    catch (cause) {
        throw mistake("json-unwritable", `expected ${what} that JSON can hold, found one that it can't`, cause);
    }
    if (written === undefined)
        throw mistake("argument-type", `expected ${what}, found ${kind(value)}`);
    return text(written, what);
}
/** Documents as JSON Lines: a text as it is, a list line by line. */
export function lines(value, what) {
    if (typeof value === "string")
        return text(value, what, LONGEST_LINES);
    if (!Array.isArray(value))
        throw mistake("argument-type", `expected ${what} as a list or as JSON Lines, found ${kind(value)}`);
    return text(value.map((one) => document(one, what).replace(/\s*\n\s*/g, " ")).join("\n"), what, LONGEST_LINES);
}
/** The milliseconds of an instant. */
export function millis(at, what) {
    if (typeof at === "number")
        return at;
    if (at instanceof Date)
        return at.getTime();
    return call(() => glue.instant(text(at, what)));
}
/** As `millis`, where it may be left out. */
export function optionalMillis(at, what) {
    return at === undefined ? undefined : millis(at, what);
}
/** A number as a caller gave it. */
export function number(value, what) {
    if (typeof value !== "number")
        throw mistake("argument-type", `expected ${what} as a number, found ${kind(value)}`);
    return value;
}
/** As `number`, where it may be left out. */
export function optionalNumber(value, what) {
    return value === undefined ? undefined : number(value, what);
}
function kind(value) {
    if (value === null)
        return "null";
    return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
