// The conformance corpus, in whatever runs JavaScript: every case, whole answers and words, byte for byte.

/**
 * @param api the package
 * @param corpus `{ catalogues: { name: text }, cases: [{ area, name, text }] }`
 * @returns `{ cases, compared, failures }`
 */
export function run(api, corpus) {
  const failures = [];
  let compared = 0;
  for (const { area, name, text } of corpus.cases) {
    const here = (failure) => failures.push(`${area}/${name}: ${failure}`);
    const same = (place, expected, found) => {
      compared += 1;
      const [a, b] = [JSON.stringify(expected, null, 2), JSON.stringify(found, null, 2)];
      if (a !== b) here(`${place}: ${difference(a, b)}`);
    };
    const known = JSON.parse(text);
    if (area === "catalogue-checks") {
      same("findings", known.expect, checked(api, corpus, known));
      continue;
    }
    const engine = new api.Engine();
    for (const catalogue of known.catalogues) engine.addCatalogue(corpus.catalogues[catalogue]);
    known.events.forEach((step, index) => recorded(api, engine, step, (failure) => here(`event ${index}: ${failure}`)));
    (known.questions ?? []).forEach((question, index) => same(`question ${index}`, question.expect, answered(api, engine, question.use)));
    (known.views ?? []).forEach((view, index) => {
      const [expected, found] = comparable(view, caught(api, () => viewed(engine, view.call)));
      same(`view ${index}`, expected, found);
    });
    engine.free();
  }
  return { cases: corpus.cases.length, compared, failures };
}

function caught(api, ask) {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof api.ConsentError)) throw error;
    return { error: error.code };
  }
}

function answered(api, engine, use) {
  const answer = caught(api, () => engine.decide(use, { audience: "auditor" }));
  if (answer.error !== undefined) return answer;
  const texts = {};
  for (const audience of ["citizen", "requester", "auditor"]) {
    texts[audience] = {};
    for (const lang of ["fi", "sv", "en"]) {
      const said = caught(api, () => engine.explain(use, { audience, lang }));
      texts[audience][lang] = said.error === undefined ? said.paragraphs.map((paragraph) => paragraph.text) : said;
    }
  }
  return { answer, requester: caught(api, () => engine.decide(use, { audience: "requester" })), texts };
}

function recorded(api, engine, step, fail) {
  const wrapped = step.event !== undefined && typeof step.event === "object";
  const event = wrapped ? step.event : step;
  const wanted = wrapped ? step : {};
  let found;
  try {
    if (wanted.merged === true) {
      engine.restore([{ seq: engine.size, recorded_at: event.at, event }]);
      found = { actor_unverified: false, already_known: false };
    } else {
      found = engine.record(event);
    }
  } catch (error) {
    if (!(error instanceof api.ConsentError) || error.code !== wanted.refused) fail(`expected ${wanted.refused}, found ${error.code ?? error}: ${error.message}`);
    return;
  }
  if (wanted.refused !== undefined) fail(`expected it to be refused with ${wanted.refused}, found it accepted`);
  if (found.actor_unverified !== (wanted.unverified === true) || found.already_known !== (wanted.known === true)) {
    fail(`expected another mark, found ${JSON.stringify(found)}`);
  }
}

function viewed(engine, call) {
  const [[name, given]] = Object.entries(call);
  switch (name) {
    case "remedies":
      return engine.remedies(given);
    case "overview":
      return engine.overview(given.subject, given.at, { knownAt: given.known_at });
    case "who_may":
      return engine.whoMay(given.subject, given.data_category, given.at, { purpose: given.purpose, knownAt: given.known_at });
    case "preview":
      return engine.preview(given);
    case "needs":
      return engine.needs(given.service, given.subject, given.at);
    case "stop_list":
      return engine.stopList(given.service, given.since, given.since_at, given.at);
    case "subjects":
      return engine.subjects(given.use, given.at, { publishedFrom: given.threshold });
    case "decide_all":
      return engine.decideAll(given);
    case "register":
      return engine.register();
    default:
      throw new Error(`expected a view that the package has, found ${name}`);
  }
}

/** The corpus marks a count that is not shown with null; documents of the package leave it out. */
function comparable(view, found) {
  if (view.call.subjects === undefined || view.expect.published === undefined) return [view.expect, found];
  const published = Object.fromEntries(Object.entries(view.expect.published).filter(([, count]) => count !== null));
  return [{ ...view.expect, published }, found];
}

function checked(api, corpus, known) {
  const catalogue = patched(JSON.parse(corpus.catalogues[known.catalogue]), known.patch);
  const previous = known.previous === undefined ? undefined : corpus.catalogues[known.previous];
  const report = caught(api, () => api.check(catalogue, previous));
  if (report.error !== undefined) return [report];
  return report.findings.map(({ code, severity, pointer }) => ({ code, severity, pointer }));
}

/** JSON Patch (RFC 6902): add, replace, remove. */
function patched(document, patch) {
  for (const { op, path, value } of patch) {
    const names = path.split("/").slice(1).map((name) => name.replace(/~1/g, "/").replace(/~0/g, "~"));
    const last = names.pop();
    const place = names.reduce((at, name) => at[name], document);
    if (Array.isArray(place)) {
      if (op === "add") place.splice(last === "-" ? place.length : Number(last), 0, value);
      else if (op === "replace") place[Number(last)] = value;
      else place.splice(Number(last), 1);
    } else if (op === "remove") {
      delete place[last];
    } else {
      place[last] = value;
    }
  }
  return document;
}

function difference(expected, found) {
  const [a, b] = [expected.split("\n"), found.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `line ${at + 1}: expected ${a[at]}, found ${b[at]}`;
}
