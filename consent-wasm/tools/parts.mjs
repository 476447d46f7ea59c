// Which part of a module costs how many bytes, by the names of its functions: node parts.mjs FILE
import { readFileSync } from "node:fs";

const bytes = readFileSync(process.argv[2]);
let at = 8;
const number = () => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
};
const text = () => {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
};

const sections = new Map();
const names = new Map();
const sizes = [];
let imported = 0;
while (at < bytes.length) {
  const kind = bytes[at++];
  const size = number();
  const end = at + size;
  const label = kind === 0 ? `section ${text()}` : { 2: "imports", 7: "exports", 10: "code", 11: "data" }[kind] ?? "other sections";
  sections.set(label, (sections.get(label) ?? 0) + size);
  if (kind === 2) {
    for (let left = number(); left > 0; left -= 1) {
      text();
      text();
      const what = bytes[at++];
      if (what === 0) imported += 1;
      if (what === 1) at += 1;
      if (what === 1 || what === 2) {
        const limits = bytes[at++];
        number();
        if (limits & 1) number();
      } else if (what === 0) number();
      else if (what === 3) at += 2;
    }
  } else if (kind === 10) {
    for (let left = number(); left > 0; left -= 1) {
      const length = number();
      sizes.push(length);
      at += length;
    }
  } else if (label === "section name") {
    while (at < end) {
      const map = bytes[at++];
      const until = number() + at;
      if (map === 1) for (let left = number(); left > 0; left -= 1) names.set(number(), text());
      at = until;
    }
  }
  at = end;
}

// The first that fits counts.
const PARTS = [
  ["reading JSON", /[Dd]eserialize|Visitor|MapAccess|SeqAccess|serde_json.*\bde\b|json.*objects|serde.*\bde\b|__Field/],
  ["writing JSON", /Serialize|serde_json.*ser|serde.*\bser\b|canonical|indent/],
  ["check of a catalogue", /catalogue.*lint/],
  ["catalogues", /consent_core.*catalogue/],
  ["events and the door", /consent_core.*(state|engine.*events)/],
  ["decisions", /consent_core.*decide/],
  ["remedies", /consent_core.*remedy/],
  ["views", /consent_core.*view/],
  ["words", /consent_core.*explain/],
  ["receipts", /consent_core.*receipt/],
  ["ledger", /consent_core.*ledger/],
  ["index", /consent_core.*index|roaring/],
  ["engine", /consent_core/],
  ["Ed25519", /curve25519|ed25519/],
  ["hashes", /sha2|xxh|siphash/],
  ["dates", /chrono/],
  ["exports", /consent_wasm|wasm_bindgen/],
  ["sorting", /sort/],
  ["ordered maps and sets", /btree/],
  ["hash maps", /hashbrown/],
  ["floating-point numbers", /flt2dec|dec2flt|lexical|ryu|float/],
  ["memory", /alloc|drop_in_place|RawVec|memcpy|memmove/],
  ["formatting", /fmt/],
  ["the rest", /^/],
];
const costs = new Map(PARTS.map(([name]) => [name, [0, 0]]));
sizes.forEach((size, index) => {
  const name = names.get(index + imported) ?? "";
  const cost = costs.get(PARTS.find(([, fits]) => fits.test(name))[0]);
  cost[0] += size;
  cost[1] += 1;
});
for (const [name, size] of sections) console.log(`${String(size).padStart(9)}  ${name}`);
console.log("\nof the code, by function:\n");
for (const [name, [size, count]] of [...costs].sort((a, b) => b[1][0] - a[1][0])) {
  if (count > 0) console.log(`${String(size).padStart(9)} ${String(count).padStart(6)}  ${name}`);
}
