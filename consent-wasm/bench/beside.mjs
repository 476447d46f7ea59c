// The side of WebAssembly of `beside.rs`: a line with the data, then a round for each further line.
import { createInterface } from "node:readline";
import { Engine } from "../pkg/esm/node.js";

let round;
for await (const line of createInterface({ input: process.stdin })) {
  if (round === undefined) {
    const { catalogue, events, template, at, keys, times } = JSON.parse(line);
    const engine = new Engine();
    engine.addCatalogue(catalogue);
    engine.recordAll(events);
    const query = engine.prepare(template);
    round = () => {
      let covered = 0;
      const started = process.hrtime.bigint();
      for (let time = 0; time < times; time += 1) {
        for (const key of keys) if (query.decide(key, at).covered) covered += 1;
      }
      return `${Number(process.hrtime.bigint() - started) / (times * keys.length)} ${covered}`;
    };
  } else {
    console.log(round());
  }
}
