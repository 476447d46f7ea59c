"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function (o) {
            var ar = [];
            for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
            return ar;
        };
        return ownKeys(o);
    };
    return function (mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        __setModuleDefault(result, mod);
        return result;
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
exports.Query = void 0;
/// <reference lib="esnext.disposable" preserve="true" />
const error_js_1 = require("./error.js");
const glue = __importStar(require("./consent_engine_bg.js"));
const module_js_1 = require("./module.js");
let codes;
/** A use made ready: its names looked up, its requirements raised. Made by `Engine.prepare`. */
class Query {
    #raw;
    #horizon;
    #codes;
    constructor(raw, horizon) {
        this.#raw = raw;
        this.#horizon = horizon;
        codes ??= JSON.parse((0, module_js_1.call)(() => glue.codes()));
        this.#codes = codes;
    }
    /** @internal */
    static of(raw, horizon) {
        return new Query(raw, horizon);
    }
    get #query() {
        if (this.#raw === undefined)
            throw (0, module_js_1.mistake)("handle-freed", "expected a query, found one that was freed");
        return this.#raw;
    }
    /** Whether the use is covered for a person at an instant. */
    decide(subject, at) {
        const query = this.#query;
        const instant = typeof at === "number" ? at : (0, module_js_1.millis)(at, "`at`");
        const key = isPlain(subject) ? subject : (0, module_js_1.text)(subject, "`subject`");
        const said = (0, module_js_1.call)(() => query.decide(key, instant));
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
        (0, module_js_1.call)(() => this.#query.refresh());
    }
    /** Frees the query; freed twice it stays freed. */
    free() {
        const raw = this.#raw;
        this.#raw = undefined;
        if (raw !== undefined)
            (0, module_js_1.call)(() => raw.free());
    }
    /** As `free`, for `using`. */
    [Symbol.dispose]() {
        this.free();
    }
}
exports.Query = Query;
/** Short and in Unicode: what nearly every key is. */
function isPlain(subject) {
    return typeof subject === "string" && subject.length <= 128 && subject.isWellFormed?.();
}
function failure(query) {
    return new error_js_1.ConsentError(JSON.parse((0, module_js_1.call)(() => query.failure())));
}
