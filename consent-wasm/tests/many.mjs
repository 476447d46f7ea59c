// A person with very many events.

/** The milliseconds of the overview of a person with some 5,000 events; the median of several. */
export function overviewOfMany(api, demo) {
  const engine = new api.Engine();
  engine.addCatalogue(demo.catalogue);
  engine.recordAll(demo.publications);
  engine.recordAll(demo.events);
  const given = JSON.parse(demo.consent);
  const start = Date.parse("2026-08-11T08:00:00+03:00");
  const events = [];
  for (let i = 0; events.length < 5000; i += 1) {
    const when = new Date(start + i * 60_000).toISOString();
    const consent = `photographs-${i}`;
    events.push({ ...given, id: `given-${i}`, consent, at: when });
    events.push({ id: `withdrawn-${i}`, type: "consent-withdrawn", subject: given.subject, at: when, by: { role: "self" }, consent });
  }
  // As from records that were kept: the door let them in before.
  engine.restore(events.map((event, index) => ({ seq: engine.size + index, recorded_at: event.at, event })));
  const now = start + 5000 * 60_000;
  const times = [];
  for (let round = 0; round < 15; round += 1) {
    const before = performance.now();
    engine.overview(given.subject, now);
    times.push(performance.now() - before);
  }
  const milliseconds = times.sort((a, b) => a - b)[7];
  const { size } = engine;
  engine.free();
  return { events: size, milliseconds };
}
