// The code that README.md shows is the code of the pages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { words } from "consent-engine";

const read = (path) => readFileSync(resolve(import.meta.dirname, "..", path), "utf8");

test("the README shows code that runs", () => {
  const sources = ["src/shared/ledger.ts", "src/service/desk.ts"].map(read);
  const blocks = [...read("README.md").matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  assert.equal(blocks.length, 2);
  for (const block of blocks) assert.ok(sources.some((source) => source.includes(block)), block);
});

test("what a guardian is told is there in three languages, in place of texts that are there", () => {
  const { frame, phrases } = JSON.parse(read("src/shared/child.json"));
  const text = JSON.parse(read("src/shared/text.json"));
  for (const [key, { fi, sv, en, ...rest }] of Object.entries({ ...frame, ...phrases })) {
    assert.deepEqual(rest, {}, key);
    assert.ok(fi && sv && en, key);
    assert.ok((key in frame ? text : words("en").phrases)[key], key);
  }
});

test("every text of the frame is there in three languages, with the same slots", () => {
  const slots = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const all = Object.entries(JSON.parse(read("src/shared/text.json")));
  assert.ok(all.length > 50);
  for (const [key, { fi, sv, en, ...rest }] of all) {
    assert.deepEqual(rest, {}, key);
    assert.ok(fi && sv && en, key);
    assert.deepEqual([slots(sv), slots(en)], [slots(fi), slots(fi)], key);
  }
});
