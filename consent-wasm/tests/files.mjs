// The files that the tests read.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const PACKAGE = fileURLToPath(new URL("../pkg/", import.meta.url));

export const read = (path) => readFileSync(join(ROOT, path), "utf8");

/** The conformance corpus as `conformance.mjs` takes it. */
export function corpus() {
  const catalogues = Object.fromEntries(
    readdirSync(join(ROOT, "conformance/catalogues")).map((file) => [file.replace(/\.json$/, ""), read(`conformance/catalogues/${file}`)]),
  );
  const cases = readdirSync(join(ROOT, "conformance/cases")).flatMap((area) =>
    readdirSync(join(ROOT, "conformance/cases", area)).map((file) => ({
      area,
      name: file.replace(/\.json$/, ""),
      text: read(`conformance/cases/${area}/${file}`),
    })),
  );
  return { catalogues, cases };
}

/** The demonstration: a catalogue, its publications, a pupil who moves, a question. */
export function demonstration() {
  return {
    catalogue: read("examples/data/catalogue.json"),
    publications: read("examples/data/publications.jsonl"),
    events: read("examples/cli/moving.jsonl"),
    consent: read("examples/cli/consent.jsonl"),
    use: JSON.parse(read("examples/cli/use.json")),
    issuer: JSON.parse(read("examples/cli/issuer.json")),
  };
}
