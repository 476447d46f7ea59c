// Input that nobody should send. Whatever comes in, the module answers or throws a ConsentError, and goes on working.

/** A small generator of numbers: the same on every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WRONG = [undefined, null, 0, -1, NaN, Infinity, 1e308, 2 ** 53, true, "", "\ud800", "a\udc00b", "\0", "x".repeat(200), [], [[]], {}, { a: 1 }, 10n, Symbol("s"), () => 1, new Date(NaN), new Map()];

/** Returns what went wrong. */
export function hostile(api, demo, rounds) {
  const wrong = [];
  const engine = new api.Engine({ ledger: true });
  engine.addCatalogue(demo.catalogue);
  engine.recordAll(demo.publications);
  engine.recordAll(demo.events);
  const expected = JSON.stringify(engine.decide(demo.use));
  const { subject, at, ...template } = demo.use;
  const query = engine.prepare(template, { reason: true, horizon: true });
  const tried = (name, call) => {
    try {
      call();
    } catch (error) {
      if (!(error instanceof api.ConsentError)) wrong.push(`${name}: expected a ConsentError, found ${error}`);
      else if (error.code === "internal") wrong.push(`${name}: the module failed: ${error.cause}`);
    }
  };
  const documents = { use: JSON.stringify(demo.use), template: JSON.stringify(template), event: demo.consent, catalogue: demo.catalogue, legs: JSON.stringify([demo.use]) };
  const calls = {
    decide: (value) => engine.decide(value),
    decideRequester: (value) => engine.decide(value, { audience: "requester" }),
    audience: (value) => engine.decide(demo.use, { audience: value }),
    explain: (value) => engine.explain(value, { lang: "fi" }),
    lang: (value) => engine.explain(demo.use, { lang: value }),
    decideAll: (value) => engine.decideAll(value),
    remedies: (value) => engine.remedies(value),
    prepare: (value) => engine.prepare(value).free(),
    subjects: (value) => engine.subjects(value, 0),
    preview: (value) => engine.preview(value),
    check: (value) => api.check(value),
    checkNext: (value) => api.check(demo.catalogue, value),
    addCatalogue: (value) => new api.Engine().addCatalogue(value),
    record: (value) => copy().record(value),
    recordAll: (value) => copy().recordAll(value),
    restore: (value) => copy().restore(value),
    overview: (value) => engine.overview(value, 0),
    overviewAt: (value) => engine.overview(subject, value),
    knownAt: (value) => engine.overview(subject, 0, { knownAt: value }),
    whoMay: (value) => engine.whoMay(subject, value, 0, { purpose: value }),
    needs: (value) => engine.needs(value, value, value),
    stopList: (value) => engine.stopList(value, value, value, value),
    label: (value) => engine.label(value, value, value),
    noticeLabel: (value) => engine.noticeLabel({ id: value, version: value }, "fi"),
    moment: (value) => engine.moment(value, "fi"),
    records: (value) => engine.records(value),
    catalogueAt: (value) => engine.catalogue({ knownAt: value }),
    open: (value) => api.Engine.open(value).free(),
    prove: (value) => engine.prove(value, value),
    holds: (value) => engine.holds(value, value),
    growth: (value) => engine.proveGrowth(value),
    checkpoint: (value) => engine.checkpoint(value),
    receipt: (value) => engine.receipt(value, value, value),
    verifyReceipt: (value) => api.verifyReceipt(value, value),
    verifyCheckpoint: (value) => api.verifyCheckpoint(value, value),
    verifyProof: (value) => api.verifyProof(value, value, value),
    verifyGrowth: (value) => api.verifyGrowth(value, value, value),
    newKey: (value) => api.newKey(value),
    words: (value) => api.words(value),
    query: (value) => query.decide(value, 0),
    queryAt: (value) => query.decide(subject, value),
    engineOptions: (value) => new api.Engine(value).free(),
    decideOptions: (value) => engine.decide(demo.use, value),
    style: (value) => engine.explain(demo.use, value),
    decideAllOptions: (value) => engine.decideAll([demo.use], value),
    remediesOptions: (value) => engine.remedies(demo.use, value),
    prepareOptions: (value) => engine.prepare(template, value).free(),
    overviewOptions: (value) => engine.overview(subject, 0, value),
    whoMayOptions: (value) => engine.whoMay(subject, template.data_categories[0], 0, value),
    subjectsOptions: (value) => engine.subjects(template, 0, value),
    catalogueOptions: (value) => engine.catalogue(value),
    notice: (value) => engine.noticeLabel(value, "fi"),
    queryOf: (value) => new query.constructor(value),
  };
  function copy() {
    const other = new api.Engine();
    other.addCatalogue(demo.catalogue);
    other.recordAll(demo.publications);
    return other;
  }
  for (const [name, call] of Object.entries(calls)) {
    for (const value of WRONG) tried(`${name} of ${typeof value}`, () => call(value));
    tried(`${name} of what is deep`, () => call("[".repeat(100_000)));
    tried(`${name} of what is deep`, () => call(`${'{"a":'.repeat(50_000)}1`));
  }
  own(api, engine, demo, copy, wrong);
  const huge = "x".repeat(70 * 1024 * 1024);
  for (const name of ["decide", "record", "overview", "query", "verifyReceipt"]) tried(`${name} of what is huge`, () => calls[name](huge));
  const draw = numbers(20261126);
  const pieces = ["{", "}", "[", "]", '"', ":", ",", "null", "true", "-1", "1e400", "18446744073709551616", "\\ud800", "\\u0000", "\u{1f600}", " ", "\n", "0"];
  const takes = Object.entries(calls).filter(([name]) => /^(decide|explain|decideAll|remedies|prepare|subjects|preview|check|record|recordAll)$/.test(name));
  const seeds = Object.values(documents);
  for (let round = 0; round < rounds; round += 1) {
    let text = seeds[draw(seeds.length - (round % 20 === 0 ? 0 : 2))] ?? documents.use;
    for (let change = 0; change <= draw(4); change += 1) {
      const place = draw(text.length);
      const length = draw(3) === 0 ? draw(40) : 1;
      text = text.slice(0, place) + (draw(2) === 0 ? pieces[draw(pieces.length)] : "") + text.slice(place + length);
    }
    const [name, call] = takes[draw(takes.length)];
    tried(`${name} of a document with mistakes`, () => call(text));
  }
  if (JSON.stringify(engine.decide(demo.use)) !== expected) wrong.push("expected the same answer after it all, found another");
  query.free();
  engine.free();
  return wrong;
}

/** What a caller's own code does while it is read is the caller's, and no defect of the module. */
function own(api, engine, demo, copy, wrong) {
  const expect = (name, call, fits) => {
    try {
      call();
      wrong.push(`${name}: expected an error, found none`);
    } catch (error) {
      if (!fits(error)) wrong.push(`${name}: found ${error.code ?? ""} ${error}`);
    }
  };
  const freed = copy();
  const freeing = { toJSON: () => (freed.free(), demo.use) };
  expect("a question that frees the engine", () => freed.decide(freeing), (error) => error instanceof api.ConsentError && error.code === "handle-freed");
  const theirs = new Error("theirs");
  const throwing = { toJSON: () => { throw theirs; } };
  expect("a question that throws", () => engine.decide(throwing), (error) => error.code === "json-unwritable" && error.cause === theirs);
  const options = { get audience() { throw theirs; } };
  expect("options that throw", () => engine.decide(demo.use, options), (error) => error === theirs);
  const nested = { toJSON: () => (engine.decide(demo.use), demo.use) };
  if (engine.decide(nested).outcome !== engine.decide(demo.use).outcome) wrong.push("a question that asks: expected the same answer, found another");
}
