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
exports.LONGEST_LINES = void 0;
exports.imports = imports;
exports.isReady = isReady;
exports.install = install;
exports.memoryBytes = memoryBytes;
exports.mistake = mistake;
exports.call = call;
exports.ask = ask;
exports.text = text;
exports.optionalText = optionalText;
exports.document = document;
exports.lines = lines;
exports.millis = millis;
exports.optionalMillis = optionalMillis;
exports.number = number;
exports.optionalNumber = optionalNumber;
const error_js_1 = require("./error.js");
const glue = __importStar(require("./consent_engine_bg.js"));
/** The longest document in UTF-16 units; the engine's own limit is 64 MiB in UTF-8. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;
/** The longest JSON Lines in UTF-16 units: what fits into the module's memory several times. */
exports.LONGEST_LINES = 256 * 1024 * 1024;
let ready = false;
let memory;
let broken;
/** What the module imports, for whoever makes an instance of it. */
function imports() {
    return { "./consent_engine_bg.js": glue };
}
/** Whether an instance is there. */
function isReady() {
    return ready;
}
/** Puts an instance in its place. */
function install(instance) {
    glue.__wbg_set_wasm(instance.exports);
    const start = instance.exports["__wbindgen_start"];
    if (typeof start === "function")
        start();
    memory = instance.exports["memory"];
    ready = true;
}
/** How many bytes of memory the module holds; it never gives any back. */
function memoryBytes() {
    return memory?.buffer.byteLength ?? 0;
}
/** An error in the form of the engine's own. */
function mistake(code, message, cause) {
    return new error_js_1.ConsentError({ code, message }, { cause });
}
/** Calls the module. What it throws is an error of the engine, or else a defect, after which nothing it says can be trusted. */
function call(run) {
    if (broken !== undefined)
        throw unusable();
    if (!ready) {
        throw mistake("not-initialised", "expected the module to be loaded, found that it is not; `await init()` first");
    }
    try {
        return run();
    }
    catch (thrown) {
        if (thrown instanceof error_js_1.ConsentError)
            throw thrown;
        if (typeof thrown === "string")
            throw new error_js_1.ConsentError(JSON.parse(thrown));
        broken = mistake("internal", "expected the module to work, found a defect in it; it can't be used any more: load the page or start the process anew, and report it", thrown);
        throw broken;
    }
}
/** As `call`, for what answers in JSON. */
function ask(run) {
    return JSON.parse(call(run));
}
function unusable() {
    return mistake("internal", "expected a module that works, found one that failed before; load the page or start the process anew", broken);
}
/** A text that UTF-8 can hold. */
function text(value, what, longest = LONGEST_DOCUMENT) {
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
function optionalText(value, what) {
    return value === undefined ? undefined : text(value, what);
}
/** A document as JSON: a text as it is, anything else written as JSON. */
function document(value, what) {
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
function lines(value, what) {
    if (typeof value === "string")
        return text(value, what, exports.LONGEST_LINES);
    if (!Array.isArray(value))
        throw mistake("argument-type", `expected ${what} as a list or as JSON Lines, found ${kind(value)}`);
    return text(value.map((one) => document(one, what).replace(/\s*\n\s*/g, " ")).join("\n"), what, exports.LONGEST_LINES);
}
/** The milliseconds of an instant. */
function millis(at, what) {
    if (typeof at === "number")
        return at;
    if (at instanceof Date)
        return at.getTime();
    return call(() => glue.instant(text(at, what)));
}
/** As `millis`, where it may be left out. */
function optionalMillis(at, what) {
    return at === undefined ? undefined : millis(at, what);
}
/** A number as a caller gave it. */
function number(value, what) {
    if (typeof value !== "number")
        throw mistake("argument-type", `expected ${what} as a number, found ${kind(value)}`);
    return value;
}
/** As `number`, where it may be left out. */
function optionalNumber(value, what) {
    return value === undefined ? undefined : number(value, what);
}
function kind(value) {
    if (value === null)
        return "null";
    return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
