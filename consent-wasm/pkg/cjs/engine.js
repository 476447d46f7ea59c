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
exports.Engine = void 0;
/// <reference lib="esnext.disposable" preserve="true" />
const error_js_1 = require("./error.js");
const glue = __importStar(require("./consent_engine_bg.js"));
const module_js_1 = require("./module.js");
const query_js_1 = require("./query.js");
/**
 * Catalogues and a ledger, and the questions to them.
 *
 * Make one with `new`, free it with `free()` or `using`; what is not freed goes with the garbage. The queries that were prepared
 * from it live on without it.
 */
class Engine {
    #raw;
    /** An engine without catalogues and events. */
    constructor(options = {}) {
        this.#raw = (0, module_js_1.call)(() => new glue.Engine(options.ledger === true));
    }
    /**
     * Opens an exported ledger (`exportLedger`, or `consent ledger export`): every entry, the tree and the latest checkpoint are checked.
     * Whether the checkpoint is signed by the operator says `holds`.
     */
    static open(exported) {
        const engine = new Engine();
        const raw = (0, module_js_1.call)(() => glue.open((0, module_js_1.text)(exported, "an exported ledger", module_js_1.LONGEST_LINES)));
        engine.free();
        engine.#raw = raw;
        return engine;
    }
    get #engine() {
        if (this.#raw === undefined)
            throw (0, module_js_1.mistake)("handle-freed", "expected an engine, found one that was freed");
        return this.#raw;
    }
    // --- what it knows -----------------------------------------------------------------------------------------------------
    /**
     * Holds a version of the catalogue, so that a `catalogue-published` event can name it. Returns the warnings of its check; one with
     * errors is refused, and the error has the `findings`.
     */
    addCatalogue(catalogue) {
        return (0, module_js_1.ask)(() => this.#engine.add_catalogue((0, module_js_1.document)(catalogue, "a catalogue")));
    }
    /** Records an event. `recordedAt` is when it became known: now, by your clock; absent: when it took effect. */
    record(event, recordedAt) {
        return (0, module_js_1.ask)(() => this.#engine.record((0, module_js_1.document)(event, "an event"), (0, module_js_1.optionalMillis)(recordedAt, "`recordedAt`")));
    }
    /**
     * Records events, from a list or from JSON Lines, in order, until one is refused: then the error tells why, and in `accepted` how many
     * were recorded before it. All are read before any is recorded.
     */
    recordAll(events, recordedAt) {
        const all = (0, module_js_1.ask)(() => this.#engine.record_all((0, module_js_1.lines)(events, "events"), (0, module_js_1.optionalMillis)(recordedAt, "`recordedAt`")));
        if (all.refused !== undefined)
            throw new error_js_1.ConsentError(all.refused, { accepted: all.recorded.length });
        return all.recorded;
    }
    /** Takes records as `records` or `consent record` gave them: they were accepted before, and the door is not asked again. */
    restore(records) {
        (0, module_js_1.call)(() => this.#engine.restore((0, module_js_1.lines)(records, "records")));
    }
    /** The accepted events from a position on. */
    records(from = 0) {
        return parsed(this.recordLines(from));
    }
    /** As `records`, as JSON Lines: to be kept as they are. */
    recordLines(from = 0) {
        return (0, module_js_1.call)(() => this.#engine.records((0, module_js_1.number)(from, "`from`")));
    }
    /** How many events there are: the position of the next one. */
    get size() {
        return (0, module_js_1.call)(() => this.#engine.size);
    }
    /** What answers rest on. */
    position() {
        return (0, module_js_1.ask)(() => this.#engine.position());
    }
    /** The catalogue of today, or of a position. */
    catalogue({ knownAt } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.catalogue((0, module_js_1.optionalNumber)(knownAt, "`knownAt`")));
    }
    decide(proposed, { audience = "citizen" } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.decide((0, module_js_1.document)(proposed, "a proposed use"), (0, module_js_1.text)(audience, "`audience`")));
    }
    /** The answer in words. */
    explain(proposed, { lang, audience = "citizen", plain = false }) {
        return (0, module_js_1.ask)(() => this.#engine.explain((0, module_js_1.document)(proposed, "a proposed use"), (0, module_js_1.text)(audience, "`audience`"), (0, module_js_1.text)(lang, "`lang`"), plain === true));
    }
    decideAll(legs, { audience = "citizen" } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.decide_bundle((0, module_js_1.document)(legs, "proposed uses"), (0, module_js_1.text)(audience, "`audience`")));
    }
    remedies(proposed, { audience = "citizen" } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.remedies((0, module_js_1.document)(proposed, "a proposed use"), (0, module_js_1.text)(audience, "`audience`")));
    }
    /** Makes a use ready, to be asked about many persons and instants. */
    prepare(template, { reason = false, horizon = false } = {}) {
        const raw = (0, module_js_1.call)(() => this.#engine.prepare((0, module_js_1.document)(template, "a use"), reason === true, horizon === true));
        return query_js_1.Query.of(raw, horizon === true);
    }
    // --- who may do what? --------------------------------------------------------------------------------------------------
    /** Who may use which data of a person, on which basis, until when; what waits, what bars, what was recorded. For the person. */
    overview(subject, at, { knownAt } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.overview((0, module_js_1.text)(subject, "`subject`"), (0, module_js_1.millis)(at, "`at`"), (0, module_js_1.optionalNumber)(knownAt, "`knownAt`")));
    }
    /** Who may use a category of a person's data, for a purpose or for any. */
    whoMay(subject, dataCategory, at, options = {}) {
        return (0, module_js_1.ask)(() => this.#engine.who_may((0, module_js_1.text)(subject, "`subject`"), (0, module_js_1.text)(dataCategory, "`dataCategory`"), (0, module_js_1.optionalText)(options.purpose, "`purpose`"), (0, module_js_1.millis)(at, "`at`"), (0, module_js_1.optionalNumber)(options.knownAt, "`knownAt`")));
    }
    /** What would change if an event were recorded; it is not. */
    preview(event) {
        return (0, module_js_1.ask)(() => this.#engine.preview((0, module_js_1.document)(event, "an event")));
    }
    /** What a service has, waits for, can ask and must not ask of a person. */
    needs(service, subject, at) {
        return (0, module_js_1.ask)(() => this.#engine.needs((0, module_js_1.text)(service, "`service`"), (0, module_js_1.text)(subject, "`subject`"), (0, module_js_1.millis)(at, "`at`")));
    }
    /** What a service must stop since it last looked, at the position `since` and the instant `sinceAt`. Never cut short. */
    stopList(service, since, sinceAt, at) {
        return (0, module_js_1.ask)(() => this.#engine.stop_list((0, module_js_1.text)(service, "`service`"), (0, module_js_1.number)(since, "`since`"), (0, module_js_1.millis)(sinceAt, "`sinceAt`"), (0, module_js_1.millis)(at, "`at`")));
    }
    /** For whom a use is covered: every key, never cut short. */
    subjects(template, at, { publishedFrom } = {}) {
        return (0, module_js_1.ask)(() => this.#engine.subjects((0, module_js_1.document)(template, "a use"), (0, module_js_1.millis)(at, "`at`"), (0, module_js_1.optionalNumber)(publishedFrom, "`publishedFrom`")));
    }
    /** The public register of today's catalogue: no personal data. */
    register() {
        return (0, module_js_1.ask)(() => this.#engine.register());
    }
    // --- in words ----------------------------------------------------------------------------------------------------------
    /** What people call a thing of today's catalogue and of the law that it rests on. */
    label(kind, id, lang) {
        return (0, module_js_1.call)(() => this.#engine.label((0, module_js_1.text)(kind, "`kind`"), (0, module_js_1.text)(id, "`id`"), (0, module_js_1.text)(lang, "`lang`"), undefined));
    }
    /** What people call a version of a notice. */
    noticeLabel(notice, lang) {
        return (0, module_js_1.call)(() => this.#engine.label("notice", (0, module_js_1.text)(notice.id, "`id`"), (0, module_js_1.text)(lang, "`lang`"), (0, module_js_1.number)(notice.version, "`version`")));
    }
    /** An instant as people write it, at the offset of today's catalogue. */
    moment(at, lang) {
        return (0, module_js_1.call)(() => this.#engine.moment((0, module_js_1.millis)(at, "`at`"), (0, module_js_1.text)(lang, "`lang`"), false));
    }
    /** The day of an instant as people write it, at the offset of today's catalogue. */
    day(at, lang) {
        return (0, module_js_1.call)(() => this.#engine.moment((0, module_js_1.millis)(at, "`at`"), (0, module_js_1.text)(lang, "`lang`"), true));
    }
    // --- the ledger that proves itself; of an engine made with `{ ledger: true }` ----------------------------------------------
    /** How far the ledger has come. */
    head() {
        return (0, module_js_1.ask)(() => this.#engine.head());
    }
    /** The whole ledger as JSON Lines: what `Engine.open` and `consent ledger import` read. It holds everything, the salts too. */
    exportLedger() {
        return (0, module_js_1.call)(() => this.#engine.export_ledger());
    }
    /** Looks at every entry as an auditor does, and tells what was erased, by whom and why. */
    audit() {
        return (0, module_js_1.ask)(() => this.#engine.audit());
    }
    /** Signs how far the ledger has come: a checkpoint (C2SP), to be given away. */
    checkpoint(secretKey) {
        return (0, module_js_1.call)(() => this.#engine.checkpoint((0, module_js_1.text)(secretKey, "`secretKey`")));
    }
    /** Checks that the ledger goes on from a checkpoint that the operator of this public key signed. */
    holds(checkpoint, key) {
        return (0, module_js_1.ask)(() => this.#engine.holds((0, module_js_1.text)(checkpoint, "`checkpoint`"), (0, module_js_1.text)(key, "`key`")));
    }
    /** The proof that an event is in the ledger of a signed checkpoint. */
    prove(event, checkpoint) {
        return (0, module_js_1.ask)(() => this.#engine.prove((0, module_js_1.text)(event, "`event`"), (0, module_js_1.text)(checkpoint, "`checkpoint`")));
    }
    /** The proof that the ledger of today begins with its first `size` entries. */
    proveGrowth(size) {
        return (0, module_js_1.ask)(() => this.#engine.consistency((0, module_js_1.number)(size, "`size`")));
    }
    /** Erases events, or every event of a person: the payloads are destroyed; places, proofs and this act stay. */
    erase(request) {
        return (0, module_js_1.ask)(() => this.#engine.erase((0, module_js_1.document)(request, "an erasure")));
    }
    receipt(request, checkpoint, secretKey) {
        return (0, module_js_1.ask)(() => this.#engine.receipt((0, module_js_1.document)(request, "what the issuer states"), (0, module_js_1.text)(checkpoint, "`checkpoint`"), (0, module_js_1.text)(secretKey, "`secretKey`")));
    }
    // --- its end -----------------------------------------------------------------------------------------------------------
    /** Frees the engine; freed twice it stays freed. */
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
exports.Engine = Engine;
function parsed(jsonLines) {
    return jsonLines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
