// The library's page beside the resident's: both open, one ledger.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, everywhere } from "./harness.mjs";

let world;
before(async () => {
  world = await begin();
});
after(() => world.close());

const button = (tab, name) => tab.page.getByRole("button", { name, exact: true });

everywhere((lang, width) =>
  test(`the library asks, waits, works with a part, and stops at once (${lang}, ${width})`, async () => {
    const visitor = await world.visitor(lang, width);
    const library = await visitor.open("service.html");
    await library.page.getByTestId("ask").waitFor();
    assert.equal(await library.page.getByTestId("recommended").count(), 0);
    await library.check("library");

    // It asks for what it lacks, and waits.
    await library.press(button(library, visitor.say("sendRequest")));
    await library.page.getByTestId("pending").waitFor();
    await library.check("library-pending");
    assert.equal(await library.page.getByTestId("ask").count(), 0, "what waits is not asked again");
    const answer = await library.page.getByTestId("pending").getByRole("link").getAttribute("href");

    // The resident gives one of three.
    const resident = await visitor.open("index.html", answer.slice(answer.indexOf("#")));
    assert.equal(await resident.page.locator("input[id^=data-]").count(), 3);
    await resident.toggle(resident.page.locator("#data-loans-and-reservations"));
    await resident.press(button(resident, visitor.phrase("give")));
    await resident.page.getByTestId("said").waitFor();
    const record = resident.page.url();

    // The library works with it, and may ask for the rest.
    await library.page.getByTestId("ask").waitFor();
    assert.equal(await library.page.getByTestId("ask").getAttribute("data-asked"), "borrowing-history interests");
    await library.press(button(library, visitor.say("recommendNow")));
    await library.page.getByTestId("recommended").waitFor();
    assert.equal(await library.page.getByTestId("recommended").locator("li").count(), 2);
    await library.check("library-partly");

    // The use is in the resident's log.
    await resident.page.goto(record.replace(/#.*/, "#/log"));
    await resident.page.locator(".log li").nth(3).waitFor();
    await resident.page.goto(record);

    // Withdrawn there, stopped here, without a reload.
    await resident.press(button(resident, visitor.phrase("withdraw")));
    await resident.page.getByTestId("said").waitFor();
    await library.page.getByTestId("stops").waitFor();
    assert.equal(await library.page.getByTestId("recommended").count(), 0);
    await library.check("library-stopped");
    await library.press(button(library, visitor.say("stopped")));
    await library.page.getByTestId("stops").waitFor({ state: "detached" });
    await visitor.leave();
  }),
);

/** All that the library's page shows and is told about the permission; the instants aside. */
async function told(visitor) {
  const library = await visitor.open("service.html");
  await library.page.getByTestId("ask").waitFor();
  await library.press(library.page.locator(".told summary"));
  await library.check("library-told");
  const [answer, main] = await Promise.all([
    library.page.getByTestId("told").innerText(),
    library.page.locator(".columns").innerText(),
  ]);
  const instant = /\d{4}-\d\d-\d\dT[\d:]+Z/g;
  return { answer: answer.replace(instant, "AT"), main: main.replace(instant, "AT") };
}

everywhere((lang, width) =>
  test(`the library never learns what a resident declined or prohibited (${lang}, ${width})`, async () => {
    const silent = await world.visitor(lang, width);
    const nothing = await told(silent);
    await silent.leave();

    // One declines.
    const declining = await world.visitor(lang, width);
    const asked = await declining.open("service.html");
    await asked.press(button(asked, declining.say("sendRequest")));
    const answer = await asked.page.getByTestId("pending").getByRole("link").getAttribute("href");
    await asked.page.close();
    const no = await declining.open("index.html", answer.slice(answer.indexOf("#")));
    await no.press(button(no, declining.phrase("decline")));
    await no.page.getByTestId("said").waitFor();
    assert.deepEqual(await told(declining), nothing);
    await declining.leave();

    // Another gives, and prohibits it afterwards.
    const opposed = await world.visitor(lang, width);
    const resident = await opposed.open("index.html", "#/offer/library-recommendations/1");
    await resident.toggle(resident.page.locator("#data-interests"));
    await resident.press(button(resident, opposed.phrase("give")));
    await resident.page.getByTestId("said").waitFor();
    const consent = resident.page.url().split("/").at(-1);
    const object = `#/object/helmet-library/helmet-library/recommendations/${consent}`;
    await resident.page.goto(resident.page.url().replace(/#.*/, object));
    await resident.press(button(resident, opposed.phrase("object")));
    await resident.page.getByTestId("said").waitFor();
    assert.deepEqual(await told(opposed), nothing);
    await opposed.leave();
  }),
);

test("every use is recorded, for each consent that it rests on, and no result outlives what it was made from", async () => {
  const visitor = await world.visitor("en", 1280);
  const resident = await visitor.open("index.html");
  const give = async (...categories) => {
    await resident.go("#/offer/library-recommendations/1");
    await resident.page.locator(`#data-${categories[0]}`).waitFor();
    for (const category of categories) await resident.toggle(resident.page.locator(`#data-${category}`));
    await resident.press(button(resident, visitor.phrase("give")));
    await resident.page.getByTestId("said").waitFor();
    return resident.page.url().split("/").at(-1);
  };
  const first = await give("interests");
  const second = await give("loans-and-reservations", "borrowing-history");
  const library = await visitor.open("service.html");
  const recommended = library.page.getByTestId("recommended");
  await library.press(button(library, visitor.say("recommendNow")));
  await recommended.waitFor();

  // One record for each consent, with just the data that it covers.
  const logged = async (count) => {
    await resident.go("#/log");
    const uses = resident.page.locator(".log li");
    await uses.nth(count - 1).waitFor();
    assert.equal(await uses.count(), count);
    return uses;
  };
  const uses = await logged(5);
  for (const [consent, named] of [
    [first, 1],
    [second, 2],
  ]) {
    const use = uses.filter({ has: resident.page.locator(`a[href="#/consent/${consent}"]`) });
    assert.equal(await use.count(), 1);
    const data = await use.locator("p").nth(2).innerText();
    assert.equal(data.split(",").length, named, data);
  }

  // Asked again it is another use.
  await library.press(button(library, visitor.say("recommendNow")));
  await logged(7);
  assert.equal(await recommended.count(), 1);

  // Another customer, and this one again: nothing is shown that was not worked out, and recorded, for it.
  await library.press(button(library, visitor.say("signIn", { name: "Mikko" })));
  assert.equal(await recommended.count(), 0);
  await library.press(button(library, visitor.say("signIn", { name: "Anna" })));
  await button(library, visitor.say("recommendNow")).waitFor();
  assert.equal(await recommended.count(), 0);

  // Less data: what was made from more is gone, and so is what was made from less when there is more again.
  await library.press(button(library, visitor.say("recommendNow")));
  await recommended.waitFor();
  await resident.go(`#/consent/${first}`);
  await resident.press(button(resident, visitor.phrase("withdraw")));
  await library.page.getByTestId("stops").waitFor();
  assert.equal(await recommended.count(), 0);
  await library.press(button(library, visitor.say("recommendNow")));
  await recommended.waitFor();
  await give("interests");
  await recommended.waitFor({ state: "detached" });
  await visitor.leave();
});

test("a request or a use that cannot be kept is told, and nothing is shown as if it had been", async () => {
  const visitor = await world.visitor("en", 1280);
  const library = await visitor.open("service.html");
  const { page } = library;
  let mend = await library.full();
  await library.press(button(library, visitor.say("sendRequest")));
  await page.getByTestId("not-saved").waitFor();
  assert.equal(await page.getByTestId("pending").count(), 0);
  await mend();
  const resident = await visitor.open("index.html", "#/offer/library-recommendations/1");
  await resident.toggle(resident.page.locator("#data-interests"));
  await resident.press(button(resident, visitor.phrase("give")));
  await button(library, visitor.say("recommendNow")).waitFor();
  mend = await library.full();
  await library.press(button(library, visitor.say("recommendNow")));
  await page.getByTestId("not-saved").first().waitFor();
  assert.equal(await page.getByTestId("recommended").count(), 0);
  await library.check("library-not-saved");
  await mend();
  await library.press(button(library, visitor.say("recommendNow")));
  await page.getByTestId("recommended").waitFor();
  await visitor.leave();
});
