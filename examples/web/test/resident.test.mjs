// The resident's page: every flow, in three languages, at two widths, by keyboard alone.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, everywhere } from "./harness.mjs";

let world;
before(async () => {
  world = await begin();
});
after(() => world.close());

const INDEX = "index.html";

/** A flow of a new visitor, in every language at every width. */
function flow(name, run) {
  everywhere((lang, width) =>
    test(`${name} (${lang}, ${width})`, async () => {
      const visitor = await world.visitor(lang, width);
      await run(visitor);
      await visitor.leave();
    }),
  );
}

const button = (tab, name) => tab.page.getByRole("button", { name, exact: true });
const link = (tab, name) => tab.page.getByRole("link", { name });
const href = (tab, part) => tab.page.locator(`main a[href*="${part}"]`).first();
const statusOf = (tab) => tab.page.locator("[data-status]").first().getAttribute("data-status");

async function said(tab, text) {
  const place = tab.page.getByTestId("said").filter({ hasText: text });
  await place.waitFor();
  await tab.focused(place);
}

flow("an overview by service, data, purpose and basis", async (visitor) => {
  const tab = await visitor.open(INDEX);
  const { page } = tab;
  await tab.check("overview");
  // The skip link is the first thing the keyboard meets, and it leads to the content.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#content");
  await page.keyboard.press("Enter");
  await tab.focused(page.locator("#content"));
  for (const by of ["data", "purpose", "basis"]) {
    await tab.choose(page.locator(`#by-${by}`));
    const groups = page.locator(".groups button[aria-expanded]");
    assert.ok((await groups.count()) > 5, `groups by ${by}`);
  }
  await tab.choose(page.locator("#show-consent"));
  const groups = page.locator(".groups button[aria-expanded]");
  assert.equal(await groups.count(), 2, "two consents cover something");
  await tab.press(groups.first());
  await page.locator(".groups article").first().waitFor({ state: "visible" });
  await tab.check("overview-by-basis");
});

flow("one record that rests on the law", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/use/helmet-library/helmet-library/providing-the-service/library-loans");
  await tab.page.locator("details").first().waitFor();
  const shown = await tab.page.locator("main").innerText();
  assert.ok(shown.includes(visitor.phrase("law-info")), "the law decides, and the page says so");
  assert.match(shown, /1492\/2016/);
  assert.equal(await tab.page.locator('main a[href*="#/object/"]').count(), 0, "a duty is not objected to");
  await tab.press(tab.page.locator("summary").first());
  await tab.check("record-law");
});

flow("a request is answered with a part of the data", async (visitor) => {
  const tab = await visitor.open(INDEX);
  const { page } = tab;
  await tab.press(href(tab, "#/request/anna-suggestions"));
  await tab.focused(page.locator("h1"));
  assert.equal(await page.locator("input[type=checkbox]:checked:not([role=switch])").count(), 0, "nothing is ticked beforehand");
  const [give, decline] = [button(tab, visitor.phrase("give")), button(tab, visitor.phrase("decline"))];
  const look = (locator) =>
    locator.evaluate((element) => {
      const { backgroundColor, color, borderColor, fontSize, fontWeight } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return { backgroundColor, color, borderColor, fontSize, fontWeight, width: Math.round(width), height: Math.round(height) };
    });
  assert.deepEqual(await look(give), await look(decline), "both answers look the same");
  const [mayDecline] = visitor.phrase("ask-free").split(/(?<=\.) /);
  assert.equal((await page.locator("main").innerText()).split(mayDecline).length, 2, "that one may decline is said once");
  await tab.check("request");
  await tab.press(give);
  await page.getByRole("alert").filter({ hasText: visitor.say("chooseSome") }).waitFor({ state: "attached" });
  const interests = page.locator("#data-interests");
  assert.equal(await interests.getAttribute("aria-invalid"), "true");
  await tab.check("request-error");
  await tab.toggle(interests);
  assert.equal(await interests.getAttribute("aria-invalid"), null);
  await page.getByTestId("starts").waitFor();
  await tab.check("request-chosen");
  await tab.press(give);
  await said(tab, visitor.phrase("given"));
  assert.equal(await statusOf(tab), "active");
  await tab.check("given");
  assert.equal(await page.locator(".history li").count(), 2);
  await tab.go("#/");
  await page.locator("h2").first().waitFor();
  assert.equal(await page.locator('a[href*="#/request/anna-suggestions"]').count(), 0, "nothing waits any more");
});

flow("a request is declined", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/consent/anna-suggestions");
  await tab.check("consent-waiting");
  // What waits can be answered from its own page.
  await tab.press(href(tab, "#/request/anna-suggestions"));
  await tab.press(button(tab, visitor.phrase("decline")));
  await said(tab, visitor.say("declined"));
  // The navigation takes the keyboard along, also from behind the menu of a narrow page.
  if (visitor.width < 768) {
    await tab.press(tab.page.getByRole("button", { name: visitor.say("menu"), exact: true }));
    await tab.check("menu");
  }
  await tab.press(tab.page.locator('header a[href="#/consents"]:visible'));
  await tab.focused(tab.page.getByRole("heading", { level: 1, name: visitor.heading("consents-title") }));
  assert.equal(await tab.page.locator("[data-status=refused]").count(), 1);
  await tab.check("consents");
});

flow("what can be given without being asked", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/consents");
  const { page } = tab;
  const offered = async () => {
    const links = await page.locator('main a[href*="#/offer/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    return links.map((link) => link.split("/").at(-2));
  };
  const inOrder = async () => {
    const services = await page.locator("main section h3").allInnerTexts();
    assert.deepEqual(services, services.toSorted((a, b) => a.localeCompare(b, visitor.lang)));
  };
  // Not what stands or waits, not what is for pupils or travellers, and of what passes data between cities only what concerns her.
  assert.deepEqual((await offered()).sort(), [
    "borrowing-history",
    "company-product-development",
    "early-support-contact",
    "exercise-counselling",
    "hobby-group-allergies",
    "library-recommendations",
    "patient-data-luovutuslupa",
  ]);
  await inOrder();
  // A pupil in two cities may be asked about moving; what only adults give is not for her.
  await tab.press(page.getByRole("button", { name: "Venla", exact: true }));
  await tab.go("#/consents");
  await tab.focused(page.getByRole("heading", { level: 1, name: visitor.heading("consents-title") }));
  assert.deepEqual((await offered()).sort(), [
    "borrowing-history",
    "hobby-group-allergies",
    "library-recommendations",
    "moving-voluntary-data",
  ]);
  await inOrder();
  await tab.check("child-consents");
});

flow("a consent is narrowed, then withdrawn in one step", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/consent/anna-event-offers");
  const { page } = tab;
  await page.getByTestId("stops").waitFor();
  assert.ok((await page.getByTestId("unchanged").or(page.getByTestId("continues")).count()) > 0, "what goes on is shown too");
  await tab.check("consent");
  await tab.choose(page.locator("#part-interests"));
  await tab.check("consent-part");
  await tab.press(button(tab, visitor.phrase("withdraw")));
  await said(tab, visitor.say("narrowed", { data: "" }).trim());
  assert.equal(await statusOf(tab), "active");
  await tab.press(button(tab, visitor.phrase("withdraw")));
  await said(tab, visitor.phrase("withdrawn", { date: "" }).slice(0, 12));
  assert.equal(await statusOf(tab), "withdrawn");
  assert.equal(await button(tab, visitor.phrase("withdraw")).count(), 0);
  assert.equal(await page.locator(".history li").count(), 3);
  await tab.check("withdrawn");
});

flow("an objection, and its end", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/use/helmet-library/helmet-library/messages-and-reminders/library-reminders");
  const { page } = tab;
  await tab.press(href(tab, "#/object/"));
  await page.getByTestId("stops").waitFor();
  await tab.check("object");
  await tab.press(button(tab, visitor.phrase("object")));
  await said(tab, visitor.say("opposed"));
  assert.equal(await page.locator("[data-bar=objection]").count(), 1);
  await tab.check("bars");
  await tab.press(page.locator("[data-bar=objection] a"));
  await page.getByTestId("starts").waitFor();
  await tab.press(button(tab, visitor.say("lift")));
  await said(tab, visitor.say("lifted"));
  assert.equal(await page.locator("[data-bar=objection]").count(), 0);
});

flow("a prohibition of one discloser's patient data", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/bars");
  const { page } = tab;
  // What follows from a withdrawal stands by itself: it is no prohibition.
  await page.getByText(visitor.say("noBars")).waitFor();
  const withdrawal = page.locator("[data-bar=withdrawal]");
  assert.match(await withdrawal.innerText(), new RegExp(visitor.phrase("deny-basis-change").split("{date}")[0]));
  assert.equal(await withdrawal.getByRole("link").getAttribute("href"), "#/consent/anna-app-development");
  await tab.check("bars-none");
  await tab.press(href(tab, "#/prohibit/patient-kielto"));
  await page.getByTestId("stops").waitFor();
  await tab.check("prohibit");
  await tab.press(button(tab, visitor.phrase("prohibit")));
  await said(tab, visitor.say("opposed"));
  assert.equal(await page.locator("[data-bar=patient-kielto]").count(), 1);
});

flow("two guardians act for a child", async (visitor) => {
  const tab = await visitor.open(INDEX);
  const { page } = tab;
  await tab.press(page.getByRole("button", { name: "Venla", exact: true }));
  await page.getByRole("heading", { level: 1, name: visitor.toGuardian("frame", "home") }).waitFor();
  assert.equal(await page.getByText(visitor.phrase("behalf", { name: "Venla" })).count(), 1, "for whom one acts is said once");
  await page.getByText(visitor.toGuardian("frame", "lead")).waitFor();
  await tab.check("child");
  // The school asks both; the other guardian has given the photographs already.
  assert.equal(await page.locator('main a[href*="#/request/"]').count(), 2);
  await page.getByText(visitor.say("othersGave", { names: "Mikko" })).waitFor();
  assert.equal(await page.getByText(visitor.phrase("deny-guardians")).count(), 0, "it is her own answer that is missing");
  await tab.press(href(tab, "#/request/venla-welfare-to-espoo"));
  await page.getByText(visitor.toGuardian("phrases", "ask-title")).waitFor();
  await page.getByTestId("waits").getByText(visitor.say("waitsForOther")).waitFor();
  await tab.check("child-request");
  await tab.press(button(tab, visitor.phrase("give")));
  await said(tab, visitor.phrase("given"));
  assert.equal(await statusOf(tab), "quorum-incomplete");
  assert.equal(await page.locator('main a[href*="#/request/"]').count(), 0, "she has answered");
  await page.getByText(visitor.toGuardian("phrases", "withdraw-effect")).waitFor();
  await tab.check("child-incomplete");
  await tab.press(page.getByRole("button", { name: visitor.say("signIn", { name: "Mikko" }) }));
  await tab.press(page.getByRole("button", { name: "Venla", exact: true }));
  await page.getByText(visitor.say("othersGave", { names: "Anna" })).waitFor();
  await tab.press(href(tab, "#/request/venla-welfare-to-espoo"));
  await page.getByTestId("starts").waitFor();
  assert.equal(await page.getByTestId("waits").count(), 0);
  await tab.press(button(tab, visitor.phrase("give")));
  await said(tab, visitor.phrase("given"));
  assert.equal(await statusOf(tab), "active");
  await tab.check("child-given");
});

flow("receipts and events to keep", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/consent/anna-exercise-app");
  const { page } = tab;
  const downloaded = async (name) => {
    const [file] = await Promise.all([page.waitForEvent("download"), tab.press(button(tab, name))]);
    return readFileSync(await file.path(), "utf8");
  };
  const receipt = await downloaded(visitor.say("downloadReceipt"));
  assert.equal(JSON.parse(receipt)["dpv:hasRecordOfActivity"]["dct:identifier"], "anna-exercise-app");
  await tab.go("#/receipts");
  await page.locator("input[type=file]").waitFor({ state: "attached" });
  await tab.check("receipts");
  const verify = async (text, name) => {
    const path = join(tmpdir(), `${visitor.lang}-${visitor.width}-${name}.json`);
    writeFileSync(path, text);
    await page.locator("input[type=file]").setInputFiles(path);
  };
  await verify(receipt, "genuine");
  const good = visitor.heading("receipt-good", { origin: "", size: "" }).split(":")[0];
  await page.getByTestId("checked").getByText(good).waitFor();
  await tab.check("receipt-genuine");
  await verify(receipt.replace("sports-bookings", "own-measurements"), "altered");
  await page.getByTestId("checked").getByText(visitor.say("receiptBad")).waitFor();
  await tab.check("receipt-altered");
  for (const text of ["no receipt", "{}"]) {
    await verify(text, "other");
    await page.getByTestId("checked").getByText(visitor.say("receiptNone")).waitFor();
    await page.getByTestId("checked").getByText(visitor.say("receiptNoneAdvice")).waitFor();
  }
  const lines = (await downloaded(visitor.say("exportButton"))).trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(lines.length > 5 && lines.every((event) => event.subject === "demo-anna" && event.id && event.at));
});

flow("the log of uses, plain language, and starting again", async (visitor) => {
  const tab = await visitor.open(INDEX, "#/log");
  const { page } = tab;
  assert.equal(await page.locator(".log li").count(), 3);
  const consents = await page.locator('.log a[href*="#/consent/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(consents, ["#/consent/anna-event-offers", "#/consent/anna-exercise-app"], "a use names its consent");
  await tab.check("log");
  await tab.toggle(page.getByRole("switch"));
  await page.getByText(visitor.phrase("easy-see")).waitFor();
  await tab.check("log-plain");
  await tab.go("#/offer/library-recommendations/1");
  await page.locator("details").first().waitFor();
  await tab.check("offer-plain");
  await tab.toggle(page.locator("#data-loans-and-reservations"));
  await tab.press(button(tab, visitor.phrase("give")));
  await said(tab, visitor.phrase("given"));
  await tab.press(button(tab, visitor.say("startAgain")));
  await page.getByText(visitor.say("notThere")).waitFor();
});
