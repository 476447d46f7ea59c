// A built page in Chromium.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html" };

/** What the element `answer` of the page in a folder says. */
export async function answerOf(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = pathname === "/" ? "index.html" : pathname;
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "text/plain");
    try {
      response.end(readFileSync(join(folder, file)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => document.getElementById("answer")?.textContent !== "", undefined, { timeout: 10_000 }).catch((error) => {
      throw new Error(`${error}\n${errors.join("\n")}`);
    });
    return await page.textContent("#answer");
  } finally {
    await browser.close();
    server.close();
  }
}
