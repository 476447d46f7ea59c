// What goes wrong is told in plain words, and nothing is half done. The languages take turns.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Engine } from "consent-engine";
import { begin } from "./harness.mjs";

let world;
before(async () => {
  world = await begin();
});
after(() => world.close());

const INDEX = "index.html";
const button = (tab, name) => tab.page.getByRole("button", { name, exact: true });
const statusOf = (tab) => tab.page.locator("[data-status]").first().getAttribute("data-status");
const happened = (tab) => tab.page.locator(".history li").count();

test("what cannot be kept is told, and is not done", async () => {
  const visitor = await world.visitor("fi", 360);
  const tab = await visitor.open(INDEX, "#/consent/anna-event-offers");
  const { page } = tab;
  /** Presses it in vain, and once more when the browser keeps things again. */
  const press = async (name, unchanged) => {
    const { hash } = new URL(page.url());
    const mend = await tab.full();
    await tab.press(button(tab, name));
    await page.getByTestId("not-saved").getByText(visitor.say("notSaved")).waitFor();
    assert.equal(await page.getByTestId("said").count(), 0);
    assert.equal(new URL(page.url()).hash, hash);
    await unchanged();
    await mend();
    await tab.press(button(tab, name));
    await page.getByTestId("said").waitFor();
    assert.equal(await page.getByTestId("not-saved").count(), 0);
  };
  await press(visitor.phrase("withdraw"), async () => {
    assert.equal(await statusOf(tab), "active");
    await tab.check("not-saved");
  });
  assert.equal(await statusOf(tab), "withdrawn");
  assert.equal(await happened(tab), 2);
  await tab.go("#/request/anna-suggestions");
  await press(visitor.phrase("decline"), () => button(tab, visitor.phrase("give")).waitFor());
  await tab.go("#/prohibit/patient-kielto");
  await press(visitor.phrase("prohibit"), () => page.getByTestId("stops").waitFor());
  await tab.press(page.locator("[data-bar=patient-kielto] a"));
  await page.getByTestId("starts").waitFor();
  await press(visitor.say("lift"), () => page.getByTestId("starts").waitFor());
  assert.equal(await page.locator("[data-bar=patient-kielto]").count(), 0);
  await visitor.leave();
});

test("a button that is pressed twice does one act", async () => {
  const visitor = await world.visitor("sv", 1280);
  const tab = await visitor.open(INDEX, "#/consent/anna-event-offers");
  const { page } = tab;
  const withdraw = button(tab, visitor.phrase("withdraw"));
  await tab.choose(page.locator("#part-interests"));
  await withdraw.dblclick();
  await page.getByTestId("said").waitFor();
  // The second click of the double click lands where the whole consent could be withdrawn by now.
  await page.waitForTimeout(500);
  assert.equal(await statusOf(tab), "active");
  assert.equal(await happened(tab), 2);
  await withdraw.evaluate((element) => {
    element.click();
    element.click();
  });
  await page.locator("[data-status=withdrawn]").waitFor();
  await page.waitForTimeout(500);
  assert.equal(await happened(tab), 3);
  await visitor.leave();
});

test("an address that cannot be read leads to a page that says so", async () => {
  const visitor = await world.visitor("en", 1280);
  const tab = await visitor.open(INDEX, "#/consent/%E0%A4%A");
  for (const hash of ["#/consent/%E0%A4%A", "#/nowhere", "#/offer/library-recommendations/x", "#/consent"]) {
    await tab.go(hash);
    await tab.page.getByRole("heading", { level: 1, name: visitor.say("notThere") }).waitFor();
  }
  await tab.check("not-there");
  await visitor.leave();
});

/** The page says that it failed, and goes on from the beginning. */
async function startsAgain(visitor, tab) {
  await tab.page.getByRole("heading", { level: 1, name: visitor.say("broken") }).waitFor();
  await tab.check("broken");
  await tab.press(button(tab, visitor.say("startAgain")));
  await tab.page.getByRole("heading", { level: 1, name: visitor.say("home") }).waitFor();
}

test("an instant that is none, and a kept ledger that is damaged, leave no white page", async () => {
  for (const [lang, damage] of [
    ["fi", (kept) => ({ ...kept, ledger: kept.ledger.slice(0, -100) })],
    ["sv", () => ({ ledger: 1 })],
  ]) {
    const visitor = await world.visitor(lang, 360);
    const tab = await visitor.open(INDEX);
    await tab.rewrite(damage);
    await startsAgain(visitor, tab);
    await visitor.leave({ failed: true });
  }
  for (const page of [INDEX, "service.html"]) {
    const visitor = await world.visitor("en", 1280);
    const tab = await visitor.open(page, "#/", "nonsense");
    await tab.page.getByRole("heading", { level: 1, name: visitor.say("broken") }).waitFor();
    if (page === INDEX) await startsAgain(visitor, tab);
    await visitor.leave({ failed: true });
  }
});

test("a guardian is not told what a child keeps from guardians", async () => {
  const visitor = await world.visitor("en", 1280);
  const tab = await visitor.open(INDEX);
  const { page } = tab;
  await tab.press(page.getByRole("button", { name: "Venla", exact: true }));
  /** Everything that the pages show and give a guardian. */
  const seen = async () => {
    const texts = [];
    for (const hash of ["#/", "#/consents", "#/bars", "#/log", "#/receipts"]) {
      await tab.go(hash);
      await page.locator("h1").waitFor();
      texts.push((await page.locator("main").innerText()).replace(/^Public key.*/m, ""));
    }
    const [file] = await Promise.all([page.waitForEvent("download"), tab.press(button(tab, visitor.say("exportButton")))]);
    const lines = await (await file.createReadStream()).toArray();
    return [...texts, Buffer.concat(lines).toString()];
  };
  const before = await seen();
  const ban = { id: "venla-ban", subject: "demo-venla", by: { role: "self" }, at: "2026-03-01T12:00:00+02:00" };
  await tab.rewrite((kept) => {
    const engine = Engine.open(kept.ledger);
    const scope = { recipients: ["guardian"], data_categories: ["care-client-data"] };
    engine.record({ ...ban, type: "bar-set", kind: "minor-ban", scope });
    engine.record({ ...ban, id: "venla-ban-ends", at: "2026-03-01T12:01:00+02:00", type: "bar-lifted", bar: ban.id });
    engine.record({ ...ban, id: "venla-ban-again", at: "2026-03-01T12:02:00+02:00", type: "bar-set", kind: "minor-ban", scope });
    return { ...kept, ledger: engine.exportLedger() };
  });
  assert.deepEqual(await seen(), before);
  await visitor.leave();
});

test("the other guardian's answer is recorded, though nobody asked", async () => {
  const visitor = await world.visitor("sv", 360);
  const tab = await visitor.open(INDEX);
  const { page } = tab;
  await tab.press(page.getByRole("button", { name: "Venla", exact: true }));
  await tab.go("#/request/venla-photos");
  await tab.press(button(tab, visitor.phrase("decline")));
  await page.getByTestId("said").getByText(visitor.say("declined")).waitFor();
  assert.equal(await page.locator('main a[href*="#/request/venla-photos"]').count(), 0, "it waits no more");
  await tab.go("#/consent/venla-photos");
  await page.locator("[data-status=refused]").waitFor();
  assert.equal(await happened(tab), 2);
  // What nobody has asked or begun leaves nothing to record.
  await tab.go("#/offer/library-recommendations/1");
  await tab.press(button(tab, visitor.phrase("decline")));
  await page.getByTestId("said").getByText(visitor.say("nothingChanged")).waitFor();
  await visitor.leave();
});

test("a page that is open for long does not grow", async () => {
  const visitor = await world.visitor("en", 1280);
  await visitor.context.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiateStreaming.apply(WebAssembly, given);
      window.engineBytes = () => made.instance.exports.memory.buffer.byteLength;
      return made;
    };
  });
  const { page } = await visitor.open(INDEX);
  /** As if another tab wrote, again and again. */
  const afterReloads = (count) =>
    page.evaluate(async (count) => {
      const other = new BroadcastChannel("consent-example");
      for (let reloads = 0; reloads < count; reloads += 1) {
        other.postMessage(null);
        await new Promise((later) => setTimeout(later, 60));
        await navigator.locks.request("consent-example", () => undefined);
      }
      return window.engineBytes();
    }, count);
  const first = await afterReloads(3);
  const last = await afterReloads(30);
  assert.ok(last <= first * 1.5, `expected about ${first} bytes, found ${last}`);
  await visitor.leave();
});
