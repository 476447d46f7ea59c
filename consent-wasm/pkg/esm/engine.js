/// <reference lib="esnext.disposable" preserve="true" />
import { ConsentError } from "./error.js";
import * as glue from "./consent_engine_bg.js";
import { LONGEST_LINES, ask, call, document, lines, millis, mistake, number, optionalMillis, optionalNumber, optionalText, text, } from "./module.js";
import { Query } from "./query.js";
/**
 * Catalogues and a ledger, and the questions to them.
 *
 * Make one with `new`, free it with `free()` or `using`; what is not freed goes with the garbage. The queries that were prepared
 * from it live on without it.
 */
export class Engine {
    #raw;
    /** An engine without catalogues and events. */
    constructor(options = {}) {
        this.#raw = call(() => new glue.Engine(options.ledger === true));
    }
    /**
     * Opens an exported ledger (`exportLedger`, or `consent ledger export`): every entry, the tree and the latest checkpoint are checked.
     * Whether the checkpoint is signed by the operator says `holds`.
     */
    static open(exported) {
        const engine = new Engine();
        const raw = call(() => glue.open(text(exported, "an exported ledger", LONGEST_LINES)));
        engine.free();
        engine.#raw = raw;
        return engine;
    }
    get #engine() {
        if (this.#raw === undefined)
            throw mistake("handle-freed", "expected an engine, found one that was freed");
        return this.#raw;
    }
    // --- what it knows -----------------------------------------------------------------------------------------------------
    /**
     * Holds a version of the catalogue, so that a `catalogue-published` event can name it. Returns the warnings of its check; one with
     * errors is refused, and the error has the `findings`.
     */
    addCatalogue(catalogue) {
        return ask(() => this.#engine.add_catalogue(document(catalogue, "a catalogue")));
    }
    /** Records an event. `recordedAt` is when it became known: now, by your clock; absent: when it took effect. */
    record(event, recordedAt) {
        return ask(() => this.#engine.record(document(event, "an event"), optionalMillis(recordedAt, "`recordedAt`")));
    }
    /**
     * Records events, from a list or from JSON Lines, in order, until one is refused: then the error tells why, and in `accepted` how many
     * were recorded before it. All are read before any is recorded.
     */
    recordAll(events, recordedAt) {
        const all = ask(() => this.#engine.record_all(lines(events, "events"), optionalMillis(recordedAt, "`recordedAt`")));
        if (all.refused !== undefined)
            throw new ConsentError(all.refused, { accepted: all.recorded.length });
        return all.recorded;
    }
    /** Takes records as `records` or `consent record` gave them: they were accepted before, and the door is not asked again. */
    restore(records) {
        call(() => this.#engine.restore(lines(records, "records")));
    }
    /** The accepted events from a position on. */
    records(from = 0) {
        return parsed(this.recordLines(from));
    }
    /** As `records`, as JSON Lines: to be kept as they are. */
    recordLines(from = 0) {
        return call(() => this.#engine.records(number(from, "`from`")));
    }
    /** How many events there are: the position of the next one. */
    get size() {
        return call(() => this.#engine.size);
    }
    /** What answers rest on. */
    position() {
        return ask(() => this.#engine.position());
    }
    /** The catalogue of today, or of a position. */
    catalogue({ knownAt } = {}) {
        return ask(() => this.#engine.catalogue(optionalNumber(knownAt, "`knownAt`")));
    }
    decide(proposed, { audience = "citizen" } = {}) {
        return ask(() => this.#engine.decide(document(proposed, "a proposed use"), text(audience, "`audience`")));
    }
    /** The answer in words. */
    explain(proposed, { lang, audience = "citizen", plain = false }) {
        return ask(() => this.#engine.explain(document(proposed, "a proposed use"), text(audience, "`audience`"), text(lang, "`lang`"), plain === true));
    }
    decideAll(legs, { audience = "citizen" } = {}) {
        return ask(() => this.#engine.decide_bundle(document(legs, "proposed uses"), text(audience, "`audience`")));
    }
    remedies(proposed, { audience = "citizen" } = {}) {
        return ask(() => this.#engine.remedies(document(proposed, "a proposed use"), text(audience, "`audience`")));
    }
    /** Makes a use ready, to be asked about many persons and instants. */
    prepare(template, { reason = false, horizon = false } = {}) {
        const raw = call(() => this.#engine.prepare(document(template, "a use"), reason === true, horizon === true));
        return Query.of(raw, horizon === true);
    }
    // --- who may do what? --------------------------------------------------------------------------------------------------
    /** Who may use which data of a person, on which basis, until when; what waits, what bars, what was recorded. For the person. */
    overview(subject, at, { knownAt } = {}) {
        return ask(() => this.#engine.overview(text(subject, "`subject`"), millis(at, "`at`"), optionalNumber(knownAt, "`knownAt`")));
    }
    /** Who may use a category of a person's data, for a purpose or for any. */
    whoMay(subject, dataCategory, at, options = {}) {
        return ask(() => this.#engine.who_may(text(subject, "`subject`"), text(dataCategory, "`dataCategory`"), optionalText(options.purpose, "`purpose`"), millis(at, "`at`"), optionalNumber(options.knownAt, "`knownAt`")));
    }
    /** What would change if an event were recorded; it is not. */
    preview(event) {
        return ask(() => this.#engine.preview(document(event, "an event")));
    }
    /** What a service has, waits for, can ask and must not ask of a person. */
    needs(service, subject, at) {
        return ask(() => this.#engine.needs(text(service, "`service`"), text(subject, "`subject`"), millis(at, "`at`")));
    }
    /** What a service must stop since it last looked, at the position `since` and the instant `sinceAt`. Never cut short. */
    stopList(service, since, sinceAt, at) {
        return ask(() => this.#engine.stop_list(text(service, "`service`"), number(since, "`since`"), millis(sinceAt, "`sinceAt`"), millis(at, "`at`")));
    }
    /** For whom a use is covered: every key, never cut short. */
    subjects(template, at, { publishedFrom } = {}) {
        return ask(() => this.#engine.subjects(document(template, "a use"), millis(at, "`at`"), optionalNumber(publishedFrom, "`publishedFrom`")));
    }
    /** The public register of today's catalogue: no personal data. */
    register() {
        return ask(() => this.#engine.register());
    }
    // --- in words ----------------------------------------------------------------------------------------------------------
    /** What people call a thing of today's catalogue and of the law that it rests on. */
    label(kind, id, lang) {
        return call(() => this.#engine.label(text(kind, "`kind`"), text(id, "`id`"), text(lang, "`lang`"), undefined));
    }
    /** What people call a version of a notice. */
    noticeLabel(notice, lang) {
        return call(() => this.#engine.label("notice", text(notice.id, "`id`"), text(lang, "`lang`"), number(notice.version, "`version`")));
    }
    /** An instant as people write it, at the offset of today's catalogue. */
    moment(at, lang) {
        return call(() => this.#engine.moment(millis(at, "`at`"), text(lang, "`lang`"), false));
    }
    /** The day of an instant as people write it, at the offset of today's catalogue. */
    day(at, lang) {
        return call(() => this.#engine.moment(millis(at, "`at`"), text(lang, "`lang`"), true));
    }
    // --- the ledger that proves itself; of an engine made with `{ ledger: true }` ----------------------------------------------
    /** How far the ledger has come. */
    head() {
        return ask(() => this.#engine.head());
    }
    /** The whole ledger as JSON Lines: what `Engine.open` and `consent ledger import` read. It holds everything, the salts too. */
    exportLedger() {
        return call(() => this.#engine.export_ledger());
    }
    /** Looks at every entry as an auditor does, and tells what was erased, by whom and why. */
    audit() {
        return ask(() => this.#engine.audit());
    }
    /** Signs how far the ledger has come: a checkpoint (C2SP), to be given away. */
    checkpoint(secretKey) {
        return call(() => this.#engine.checkpoint(text(secretKey, "`secretKey`")));
    }
    /** Checks that the ledger goes on from a checkpoint that the operator of this public key signed. */
    holds(checkpoint, key) {
        return ask(() => this.#engine.holds(text(checkpoint, "`checkpoint`"), text(key, "`key`")));
    }
    /** The proof that an event is in the ledger of a signed checkpoint. */
    prove(event, checkpoint) {
        return ask(() => this.#engine.prove(text(event, "`event`"), text(checkpoint, "`checkpoint`")));
    }
    /** The proof that the ledger of today begins with its first `size` entries. */
    proveGrowth(size) {
        return ask(() => this.#engine.consistency(number(size, "`size`")));
    }
    /** Erases events, or every event of a person: the payloads are destroyed; places, proofs and this act stay. */
    erase(request) {
        return ask(() => this.#engine.erase(document(request, "an erasure")));
    }
    receipt(request, checkpoint, secretKey) {
        return ask(() => this.#engine.receipt(document(request, "what the issuer states"), text(checkpoint, "`checkpoint`"), text(secretKey, "`secretKey`")));
    }
    // --- its end -----------------------------------------------------------------------------------------------------------
    /** Frees the engine; freed twice it stays freed. */
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
function parsed(jsonLines) {
    return jsonLines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
