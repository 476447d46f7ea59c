// The package in Chromium, without a bundler: the corpus and wrong input; with `--times` how long things take, beside an empty page.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { PACKAGE, corpus, demonstration } from "./files.mjs";

/** The milliseconds aimed at, for the module and the demonstration catalogue, and for the overview of a person with many events. */
const LOADED = 50;
const SEEN = 20;
const ROUNDS = 15;

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html" };
const HTML = (script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>consent-engine</title><script type="module">${script}</script>`;
const WORK = `
import init, { Engine } from "/pkg/esm/web.js";
const catalogue = document.getElementById("catalogue").textContent;
await init();
new Engine().addCatalogue(catalogue);
window.done = performance.now();`;
const demo = demonstration();
const embedded = `<script type="application/json" id="catalogue">${demo.catalogue.replace(/</g, "\\u003c")}</script>`;
const made = {
  "/empty.html": HTML("window.done = performance.now();").replace("<script", `${embedded}<script`),
  "/load.html": HTML(WORK).replace("<script", `${embedded}<script`),
  "/plain.html": HTML(""),
  "/corpus.json": JSON.stringify(corpus()),
  "/demo.json": JSON.stringify(demo),
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  response.setHeader("Content-Type", TYPES[extname(pathname)] ?? "text/plain");
  response.setHeader("Cache-Control", "no-store");
  if (made[pathname] !== undefined) return response.end(made[pathname]);
  try {
    const folder = pathname.startsWith("/pkg/") ? PACKAGE : new URL("./", import.meta.url).pathname;
    response.end(readFileSync(join(folder, pathname.replace(/^\/(pkg|tests)\//, ""))));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const at = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
let failed = false;
const tell = (good, text) => {
  failed ||= !good;
  console.log(`${good ? "ok" : "FAILED"} ${text}`);
};

const timed = process.argv.includes("--times");
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => tell(false, `the page failed: ${error}`));
  await page.goto(`${at}/plain.html`);
  if (!timed) {
    const { cases, compared, failures } = await page.evaluate(async () => {
      const api = await import("/pkg/esm/web.js");
      await api.default();
      const { run } = await import("/tests/conformance.mjs");
      return run(api, await (await fetch("/corpus.json")).json());
    });
    tell(failures.length === 0 && cases > 500, `chromium: ${cases} cases of the corpus, ${compared} answers compared\n${failures.slice(0, 10).join("\n")}`);
    const wrong = await page.evaluate(async () => {
      const api = await import("/pkg/esm/web.js");
      const { hostile } = await import("/tests/hostile.mjs");
      return hostile(api, await (await fetch("/demo.json")).json(), 300);
    });
    tell(wrong.length === 0, `chromium: wrong input\n${wrong.slice(0, 10).join("\n")}`);
  }
  if (timed) {
    const overview = await page.evaluate(async () => {
      const api = await import("/pkg/esm/web.js");
      await api.default();
      const { overviewOfMany } = await import("/tests/many.mjs");
      return overviewOfMany(api, await (await fetch("/demo.json")).json());
    });
    console.log(`overview of a person with ${overview.events} events: ${overview.milliseconds.toFixed(1)} ms, aim ${SEEN}`);
    const times = { empty: [], load: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of round % 2 === 0 ? ["empty", "load"] : ["load", "empty"]) {
        // A context of its own: nothing is in a cache, neither the file nor its code.
        const context = await browser.newContext();
        const fresh = await context.newPage();
        await fresh.goto(`${at}/${name}.html`);
        times[name].push(await (await fresh.waitForFunction(() => window.done)).jsonValue());
        await context.close();
      }
    }
    const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
    const [empty, load] = [median(times.empty), median(times.load)];
    console.log(
      `module and demonstration catalogue: ${(load - empty).toFixed(0)} ms (a page with both ${load.toFixed(0)} ms, an empty one ${empty.toFixed(0)} ms), aim ${LOADED}`,
    );
  }
} finally {
  await browser.close();
  server.close();
}
process.exitCode = failed ? 1 : 0;
