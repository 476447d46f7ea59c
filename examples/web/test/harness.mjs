// What every test stands on: the built pages, a browser, the keyboard, and the rules of accessibility.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { words } from "consent-engine";
import { chromium, errors } from "playwright-core";
import { preview } from "vite";

const HERE = import.meta.dirname;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const SHOTS = resolve(HERE, "../screenshots");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** How long is waited for what has to come, in milliseconds: no measure of speed. */
const PATIENCE = 30_000;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The clock of the tests: after everything in the demonstration. */
export const AT = "2026-03-02T10:00:00+02:00";

export const LANGS = ["fi", "sv", "en"];
export const WIDTHS = [1280, 360];

const read = (name) => JSON.parse(readFileSync(resolve(HERE, "../src/shared", name), "utf8"));
const [TEXT, CHILD] = ["text.json", "child.json"].map(read);

const filled = (text, slots = {}) => text.replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);

mkdirSync(SHOTS, { recursive: true });

/** Serves the built pages and starts a browser; both end with `close`. */
export async function begin() {
  const server = await preview({ root: resolve(HERE, ".."), preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const address = server.resolvedUrls.local[0];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return {
    /** A visitor who has never been here. */
    visitor: (lang, width) => visitor(browser, address, lang, width),
    async close() {
      await browser.close();
      await new Promise((done) => server.httpServer.close(done));
    },
  };
}

async function visitor(browser, address, lang, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  const outside = [];
  const broken = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  context.on("weberror", (error) => broken.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error") broken.push(message.text());
  });
  return {
    lang,
    width,
    context,
    /** A text of the pages' own frame. */
    say: (key, slots) => filled(TEXT[key][lang], slots),
    /** What a guardian is told in place of it, who acts for a child. */
    toGuardian: (group, key) => CHILD[group][key][lang],
    /** A sentence or a button of the engine. */
    phrase: (key, slots) => filled(words(lang).phrases[key], slots),
    heading: (key, slots) => filled(words(lang).headings[key], slots),
    async open(page, hash = "#/", at = AT) {
      const tab = new Tab(await context.newPage(), lang, width);
      await tab.page.goto(`${address}${page}?at=${encodeURIComponent(at)}&lang=${lang}${hash}`);
      await tab.page.locator("h1").waitFor();
      return tab;
    },
    /** Nothing was asked from elsewhere, and nothing failed unseen, save where a page is made to fail. */
    async leave({ failed = false } = {}) {
      await context.close();
      assert.deepEqual(outside, [], "requests to elsewhere");
      if (failed) assert.notDeepEqual(broken, [], "what failed is told on the console, too");
      else assert.deepEqual(broken, [], "errors on the console");
    },
  };
}

/** A page that is used by keyboard alone. */
class Tab {
  constructor(page, lang, width) {
    this.page = page;
    this.lang = lang;
    this.width = width;
  }

  /** Another place of the page. */
  async go(hash) {
    await this.page.goto(this.page.url().replace(/#.*/, hash));
  }

  /** Opens the page again upon another ledger than the one that the browser keeps. */
  async rewrite(change) {
    await kept(this.page, change(await kept(this.page)));
    await this.page.reload();
    await this.page.locator("h1").waitFor();
  }

  /** The browser keeps nothing more, until what this gives back is called. */
  async full() {
    await this.page.evaluate(() => {
      window.put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("nothing more is kept", "QuotaExceededError");
      };
    });
    return () => this.page.evaluate(() => void (IDBObjectStore.prototype.put = window.put));
  }

  /** Moves the focus forward until it is there, as who cannot use a mouse does. */
  async reach(locator) {
    const target = await locator.elementHandle({ timeout: PATIENCE });
    const there = () => target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 400; presses += 1) {
      if (await there()) {
        await this.focusIsVisible();
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`expected the keyboard to reach ${locator}, found no way in 400 presses`);
  }

  async press(locator) {
    await this.reach(locator);
    await this.page.keyboard.press("Enter");
  }

  async toggle(locator) {
    await this.reach(locator);
    await this.page.keyboard.press("Space");
  }

  /** Chooses one of a group: the keyboard comes to the chosen one, arrows go on from there. */
  async choose(locator) {
    const name = await locator.getAttribute("name");
    await this.reach(this.page.locator(`input[name="${name}"]:checked`));
    for (let presses = 0; presses < 20; presses += 1) {
      if (await locator.isChecked()) return;
      await this.page.keyboard.press("ArrowDown");
    }
    assert.fail(`expected the arrows to reach ${locator}`);
  }

  /** The focused element can be told from the others by sight. */
  async focusIsVisible() {
    const visible = await this.page.evaluate(() => {
      let element = document.activeElement;
      // Checkboxes and the like of the design system draw the ring beside the input itself.
      const drawn = [element, element?.nextElementSibling, element?.parentElement, element?.nextElementSibling?.firstElementChild];
      return drawn.some((candidate) => {
        if (!candidate) return false;
        return [undefined, "::before", "::after"].some((part) => {
          const style = getComputedStyle(candidate, part);
          return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
        });
      });
    });
    if (!visible) {
      const html = await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
      assert.fail(`expected a visible focus, found none on ${html}`);
    }
  }

  /** No violation of WCAG 2.1 A and AA that axe can find, no scrolling sideways, the right language; and a picture. */
  async check(name) {
    await this.page.evaluate(() => document.fonts.ready);
    await this.menuIsShut();
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(AXE);
    const found = await this.page.evaluate(
      (rules) => window.axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then((result) => result.violations),
      RULES,
    );
    const told = found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
    assert.deepEqual(told, [], `accessibility of ${name}`);
    const { scroll, client, lang } = await this.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
      lang: document.documentElement.lang,
    }));
    assert.ok(scroll <= client, `expected no scrolling sideways at ${this.width} px on ${name}, found ${scroll} over ${client}`);
    assert.equal(lang, this.lang, `language of ${name}`);
    await this.page.screenshot({ path: `${SHOTS}/${name}-${this.lang}-${this.width}.png`, fullPage: true });
  }

  /**
   * The menu of a narrow page, when it closes, is out of reach only after it has slid away: until then the design system
   * keeps its links visible, though it tells readers of the screen that they are gone. One that stays so is left to axe.
   */
  async menuIsShut() {
    const shut = () => {
      const menu = document.querySelector("#hds-mobile-menu");
      return menu === null || menu.matches("[class*=mobileMenuOpen]") || getComputedStyle(menu).visibility === "hidden";
    };
    await this.page.waitForFunction(shut, undefined, { timeout: PATIENCE }).catch((error) => {
      if (!(error instanceof errors.TimeoutError)) throw error;
    });
  }

  /** The focus is on it, or comes to it soon. */
  async focused(locator) {
    const deadline = Date.now() + PATIENCE;
    // The element may be another one after a change of place: it is looked up anew.
    while (!(await locator.evaluate((element) => element === document.activeElement))) {
      assert.ok(Date.now() < deadline, `expected the focus on ${locator}`);
      await this.page.waitForTimeout(50);
    }
  }
}

/** What the browser keeps, or with a value: keeps it. */
function kept(page, value) {
  return page.evaluate(
    (value) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("consent-example");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const store = opening.result.transaction("ledger", "readwrite").objectStore("ledger");
          const request = value === undefined ? store.get("kept") : store.put(value, "kept");
          request.onerror = () => failed(request.error);
          request.onsuccess = () => {
            opening.result.close();
            done(request.result);
          };
        };
      }),
    value,
  );
}

/** Every language at every width. */
export function everywhere(run) {
  for (const lang of LANGS) for (const width of WIDTHS) run(lang, width);
}
