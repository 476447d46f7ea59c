/// <reference lib="esnext.disposable" preserve="true" />
import { ConsentError } from "./error.js";
import * as glue from "./consent_engine_bg.js";
import { call, millis, mistake, text } from "./module.js";
let codes;
/** A use made ready: its names looked up, its requirements raised. Made by `Engine.prepare`. */
export class Query {
    #raw;
    #horizon;
    #codes;
    constructor(raw, horizon) {
        this.#raw = raw;
        this.#horizon = horizon;
        codes ??= JSON.parse(call(() => glue.codes()));
        this.#codes = codes;
    }
    /** @internal */
    static of(raw, horizon) {
        return new Query(raw, horizon);
    }
    get #query() {
        if (this.#raw === undefined)
            throw mistake("handle-freed", "expected a query, found one that was freed");
        return this.#raw;
    }
    /** Whether the use is covered for a person at an instant. */
    decide(subject, at) {
        const query = this.#query;
        const instant = typeof at === "number" ? at : millis(at, "`at`");
        const key = isPlain(subject) ? subject : text(subject, "`subject`");
        const said = call(() => query.decide(key, instant));
        if (said !== said)
            throw failure(query);
        const digits = said % 4096;
        const outcome = this.#codes.outcomes[digits & 3] ?? "not-covered";
        const basis = this.#codes.bases[((digits >> 2) & 7) - 1];
        const reason = this.#codes.reasons[(digits >> 5) - 1];
        return {
            covered: outcome === "covered",
            outcome,
            ...(basis === undefined ? undefined : { basis }),
            ...(reason === undefined ? undefined : { reason }),
            ...(this.#horizon ? { holds_until: query.holds_until() } : undefined),
            position: (said - digits) / 4096,
        };
    }
    /** Prepares the same use anew. Once a new version of the catalogue was published every answer is right without it, but slow. */
    refresh() {
        call(() => this.#query.refresh());
    }
    /** Frees the query; freed twice it stays freed. */
    free() {
        const raw = this.#raw;
        this.#raw = undefined;
        if (raw !== undefined)
            call(() => raw.free());
    }
    /** As `free`, for `using`. */
    [Symbol.dispose]() {
        this.free();
    }
}
/** Short and in Unicode: what nearly every key is. */
function isPlain(subject) {
    return typeof subject === "string" && subject.length <= 128 && subject.isWellFormed?.();
}
function failure(query) {
    return new ConsentError(JSON.parse(call(() => query.failure())));
}
