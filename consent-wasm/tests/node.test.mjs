// The package in Node: the corpus, every function, wrong input, memory, the end of handles.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as api from "../pkg/esm/node.js";
import { run } from "./conformance.mjs";
import { PACKAGE, corpus, demonstration } from "./files.mjs";
import { hostile } from "./hostile.mjs";

const { ConsentError, Engine } = api;
const demo = demonstration();
const NOW = Date.parse("2026-08-10T08:00:00+03:00");

function filled(options) {
  const engine = new Engine(options);
  engine.addCatalogue(demo.catalogue);
  engine.recordAll(demo.publications);
  engine.recordAll(demo.events);
  return engine;
}

function refuses(code, call) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof ConsentError && error instanceof Error, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.length > 0 && error.name === "ConsentError");
    return true;
  });
}

const template = () => {
  const { subject, at, ...rest } = demo.use;
  return rest;
};

test("the conformance corpus, byte for byte", () => {
  const { cases, compared, failures } = run(api, corpus());
  assert.deepEqual(failures, []);
  assert.ok(cases > 500 && compared > cases, `${cases} cases, ${compared} compared`);
});

test("a denial is a value, and the prepared answer agrees with the full one", () => {
  const engine = filled();
  const answer = engine.decide(demo.use);
  assert.equal(answer.outcome, "partly-covered");
  const query = engine.prepare(template(), { reason: true, horizon: true });
  const brief = query.decide(demo.use.subject, NOW);
  assert.deepEqual(brief, {
    covered: false,
    outcome: "partly-covered",
    basis: "duty",
    reason: answer.items.find((item) => !item.covered).requirements.find((one) => one.met_by.length === 0).reasons[0].codes[0].code,
    holds_until: answer.holds_until === undefined ? Infinity : Date.parse(answer.holds_until),
    position: engine.size,
  });
  const plain = engine.prepare({ ...template(), data_categories: ["pupil-records"] });
  assert.deepEqual(plain.decide(demo.use.subject, new Date(NOW)), { covered: true, outcome: "covered", basis: "duty", position: engine.size });
  assert.deepEqual(plain.decide("nobody-knows-me", "2026-08-10T08:00:00+03:00").covered, false);
  assert.equal("holds_until" in plain.decide(demo.use.subject, NOW), false);
  plain.refresh();
  engine.free();
  assert.equal(plain.decide(demo.use.subject, NOW).covered, true, "a query lives on without its engine");
  plain.free();
});

test("views, words and labels", () => {
  const engine = filled();
  engine.recordAll(demo.consent);
  const overview = engine.overview(demo.use.subject, NOW);
  assert.ok(overview.uses.length > 0);
  assert.equal(engine.overview(demo.use.subject, new Date(NOW)).uses.length, overview.uses.length);
  assert.ok(engine.whoMay(demo.use.subject, "photographs-and-videos", NOW).uses.length > 0);
  const withdrawal = { id: "w-1", type: "consent-withdrawn", subject: demo.use.subject, at: "2026-08-10T08:00:00+03:00", by: { role: "self" }, consent: "photographs-to-turku" };
  assert.ok(engine.preview(withdrawal).stops.length > 0);
  const before = engine.size;
  assert.deepEqual(engine.record(withdrawal, NOW), { seq: before, actor_unverified: false, already_known: false });
  assert.deepEqual(engine.record(withdrawal, NOW), { seq: before, actor_unverified: false, already_known: true });
  const stops = engine.stopList("turku-education", before, NOW, NOW + 1);
  assert.equal(stops.stops[0].subject, demo.use.subject);
  assert.ok(engine.remedies(demo.use).sets !== undefined);
  assert.ok(engine.remedies(demo.use, { audience: "requester" }).sets !== undefined);
  assert.equal(engine.needs("turku-education", demo.use.subject, NOW).service, "turku-education");
  assert.deepEqual(engine.subjects({ ...template(), data_categories: ["pupil-records"] }, NOW).covered, [demo.use.subject]);
  assert.ok(engine.subjects(template(), NOW, { publishedFrom: 0 }).reasons !== undefined);
  assert.equal(engine.decideAll([demo.use]).legs.length, 1);
  assert.ok(engine.register().activities.length > 0);
  assert.equal(engine.position().size, engine.size);
  assert.equal(engine.catalogue().id, JSON.parse(demo.catalogue).id);
  for (const lang of ["fi", "sv", "en"]) {
    assert.ok(engine.explain(demo.use, { lang }).paragraphs.length > 0);
    assert.ok(engine.explain(demo.use, { lang, plain: true, audience: "citizen" }).paragraphs.length > 0);
    assert.ok(api.words(lang).operations.disclose.length > 0);
    assert.ok(engine.label("data-category", "photographs-and-videos", lang).length > 0);
    assert.ok(engine.noticeLabel({ id: "moving-voluntary-data", version: 1 }, lang).length > 0);
    assert.match(engine.moment(NOW, lang), /2026/);
    assert.match(engine.day(NOW, lang), /2026/);
    assert.match(engine.end("2026-09-01T00:00:00+03:00", lang), /31/, "the last day is the one before midnight");
    assert.ok(Object.keys(api.words(lang).phrases).length > 50);
  }
});

test("what was recorded is read again, and until one is refused", () => {
  const engine = filled();
  const copy = new Engine();
  copy.addCatalogue(JSON.parse(demo.catalogue));
  copy.restore(engine.recordLines());
  assert.deepEqual(copy.records(), engine.records());
  assert.deepEqual(copy.decide(demo.use), engine.decide(demo.use));
  const [first] = engine.records(engine.size - 1);
  assert.throws(
    () => engine.recordAll([{ ...first.event, id: "new-1" }, { ...first.event, id: first.event.id, reason: "another" }]),
    (error) => error instanceof ConsentError && error.code === "event-id-taken" && error.accepted === 1,
  );
});

test("a catalogue with a mistake is reported, and refused with its findings", () => {
  const good = api.check(demo.catalogue);
  assert.equal(good.ok, true);
  const broken = JSON.parse(demo.catalogue);
  broken.legal_bases[0].purposes = ["no-such-purpose"];
  const report = api.check(broken);
  assert.equal(report.ok, false);
  const engine = new Engine();
  assert.throws(
    () => engine.addCatalogue(broken),
    (error) => error.code === "catalogue-refused" && error.findings.some((finding) => finding.severity === "error"),
  );
});

test("a ledger that proves itself: checkpoint, proofs, receipts, export, erasure", () => {
  const engine = filled({ ledger: true });
  engine.recordAll(demo.consent);
  const key = api.newKey("city.example/consents");
  const early = engine.head();
  const checkpoint = engine.checkpoint(key.secret);
  assert.deepEqual(api.verifyCheckpoint(checkpoint, key.public), { origin: "city.example/consents", ...early });
  const proof = engine.prove("cli-given", checkpoint);
  assert.equal(api.verifyProof(proof.proof, proof.leaf, key.public).size, early.size);
  const request = { ...demo.issuer, consent: "photographs-to-turku", subject: demo.use.subject, id: "receipt-1", created: demo.use.at, language: "fi" };
  const receipt = JSON.stringify(engine.receipt(request, checkpoint, key.secret), null, 2);
  const verified = api.verifyReceipt(receipt, key.public, demo.catalogue);
  assert.equal(verified.kind, "consent");
  assert.equal(verified.id, "photographs-to-turku");
  assert.equal(verified.catalogue_compared, true);
  refuses("receipt-altered", () => api.verifyReceipt(receipt.replace("photographs-to-turku", "photographs-to-nobody"), key.public));
  const exported = engine.exportLedger();
  const opened = Engine.open(exported);
  assert.deepEqual(opened.head(), early);
  assert.equal(opened.exportLedger(), exported);
  assert.deepEqual(opened.decide(demo.use), engine.decide(demo.use));
  assert.equal(opened.holds(checkpoint, key.public).size, early.size);
  assert.throws(() => Engine.open(exported.replace(/.$/s, "")), ConsentError);
  assert.throws(() => Engine.open(exported.replace("pupil-a81f", "pupil-a81g")), ConsentError);
  const erased = engine.erase({ by: { role: "controller", id: "helsinki-education" }, at: "2026-09-01T12:00:00+03:00", reason: "asked", subject: demo.use.subject });
  assert.ok(erased.erased > 0);
  const growth = engine.proveGrowth(early.size);
  api.verifyGrowth(growth, early.root, engine.head().root);
  refuses("consistency-not-proven", () => api.verifyGrowth(growth, early.root, early.root));
  assert.equal(engine.audit().erased.length, erased.erased);
  refuses("ledger-not-kept", () => filled().head());
});

test("wrong input is an error with its place, and never the end", () => {
  assert.deepEqual(hostile(api, demo, 1500), []);
});

test("a freed handle says so", () => {
  const engine = filled();
  const query = engine.prepare(template());
  query.free();
  query.free();
  refuses("handle-freed", () => query.decide("anybody", NOW));
  engine[Symbol.dispose]();
  engine.free();
  refuses("handle-freed", () => engine.size);
  refuses("handle-freed", () => engine.decide(demo.use));
});

test("a million answers take no more memory than some", () => {
  const engine = filled();
  const query = engine.prepare(template(), { reason: true });
  const memory = api.memoryBytes;
  for (let i = 0; i < 20_000; i += 1) query.decide(i % 2 === 0 ? demo.use.subject : `stranger-${i}`, NOW + i);
  const before = memory();
  for (let i = 0; i < 1_000_000; i += 1) query.decide(i % 2 === 0 ? demo.use.subject : `stranger-${i % 1000}`, NOW + (i % 1000));
  assert.equal(memory(), before);
  for (let i = 0; i < 300; i += 1) {
    const other = filled();
    other.prepare(template()).free();
    other.decide(demo.use);
    other.free();
  }
  const after = memory();
  for (let i = 0; i < 300; i += 1) {
    const other = filled();
    other.prepare(template()).free();
    other.decide(demo.use);
    other.free();
  }
  assert.equal(memory(), after);
});

test("after a trap nothing is answered any more", () => {
  // In a process of its own, where the glue meets what only a defect of the module could bring.
  const script = `
    import { Engine, check } from "./pkg/esm/node.js";
    import * as glue from "./pkg/esm/consent_engine_bg.js";
    const engine = new Engine();
    glue.Engine.prototype.position = () => { throw new WebAssembly.RuntimeError("unreachable"); };
    for (const ask of [() => engine.position(), () => engine.size, () => check("{}"), () => new Engine()]) {
      try { ask(); console.log("answered"); } catch (error) { console.log(error.name, error.code); }
    }`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: fileURLToPath(new URL("../", import.meta.url)), encoding: "utf8" });
  assert.equal(said, "ConsentError internal\n".repeat(4));
});

test("the package for `require` is the same", () => {
  const require = createRequire(import.meta.url);
  const common = require("../pkg/cjs/node-cjs.js");
  assert.deepEqual(Object.keys(common).filter((name) => name !== "__esModule").sort(), Object.keys(api).sort());
  const engine = new common.Engine();
  engine.addCatalogue(demo.catalogue);
  assert.equal(engine.size, 0);
});

test("the types have no `any`, and the package one module", () => {
  const files = readdirSync(PACKAGE, { recursive: true });
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1);
  for (const file of files.filter((file) => file.endsWith(".d.ts"))) {
    const code = readFileSync(join(PACKAGE, file), "utf8").replace(/\/\*[^]*?\*\//g, "").replace(/"[^"]*"/g, "");
    assert.doesNotMatch(code, /\bany\b/, file);
  }
});
