import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ACCOUNT, FakeHome, row, rows } from "./home";
import { all, button, click, one, open, settle, textOf } from "./screen";

let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(500));
});

for (const [said, held, today] of [
  ["12,345 recordings · 3 today", 12_345, 3],
  ["1 recording · 0 today", 1, 0],
  ["Total unknown · 3 today", null, 3],
  ["Total unknown · today unknown", null, null],
] as const) {
  test(`beside the title stands: ${said}`, async () => {
    home.accounts = [{ ...ACCOUNT, held, today }];
    await open(home);
    assert.equal(textOf(".totals"), said);
  });
}

test("figures that may be so no longer are unknown, and none are said of an account that is not loaded", async () => {
  await open(home);
  home.disconnect();
  await settle();
  assert.equal(textOf(".totals"), "Total unknown · today unknown");
  home.accounts = [{ entry_id: "entry", title: "Mia", loaded: false, signed_out: false }];
  home.reconnect();
  await settle();
  assert.equal(textOf(".totals"), "");
});

test("an account without recordings says so, until one is listed", async () => {
  home.rows = [];
  home.accounts = [{ ...ACCOUNT, held: 0, today: 0 }];
  await open(home);
  assert.match(textOf(".empty"), /Amazon holds no recordings\. When Alexa records something, it appears here\./);
  assert.deepEqual(
    all("alexa-privacy-graph, .filters, .list").map((each) => each.hidden),
    [true, true, true],
  );
  home.tell("recordings/subscribe", { recordings: [row(0)], done: true, paused: false, listed_to: 0 });
  await settle();
  assert.equal(textOf(".empty"), "");
  assert.equal(one(".list").hidden, false);
});

test("an account that cannot be reached is not called empty, nor free of problems", async () => {
  home.rows = [];
  home.accounts = [{ ...ACCOUNT, held: 0, today: 0, problem: null }];
  const panel = await open(home, {});
  home.refusals.set("alexa_privacy/accounts", { code: "unknown_command", message: "Unknown command." });
  home.disconnect();
  await settle();
  assert.equal(textOf(".empty"), "");
  panel.narrow = true;
  home.reconnect();
  await settle();
  assert.ok(!textOf("alexa-privacy-protection").includes("No problems"));
});

test("where nothing is counted yet, that is said, and nothing of zero", async () => {
  home.rows = [];
  home.isComplete = false;
  home.accounts = [{ ...ACCOUNT, held: null, today: null }];
  await open(home);
  assert.match(textOf("section[aria-label='Recordings per day']"), /^Not counted yet\./);
  assert.equal(textOf(".empty"), "");
});

test("an opened recording shows all of it, and nothing twice", async () => {
  const words = "tell me a very long story ".repeat(20).trim();
  home.rows = [row(0, { said: words, replied: "Once upon a time", device: "Echo Küche", persons: ["Mia"] })];
  await open(home);
  one(".summary").click();
  await settle();
  const shown = textOf("article.row");
  for (const part of [words, "Once upon a time", "Echo Küche", "Mia", "Unintended"]) {
    assert.equal(shown.split(part).length, 2, part);
  }
  assert.match(shown, /Saturday, November 21, 2026, 19:30:00/);
  one(".summary").click();
  await settle();
  assert.equal(textOf(".details"), "");
});

test("what is not known of an opened recording is said", async () => {
  home.rows = [row(0, { device: null, persons: [], said: "", replied: "", audio: false })];
  await open(home);
  one(".summary").click();
  await settle();
  assert.match(textOf(".details"), /No words.*No reply.*Echo Unknown Echo Person Not recognized Kind Unintended/);
});

test("on a phone, the protection is a line that opens, green only where all of it was seen", async () => {
  home.accounts = [{ ...ACCOUNT, good: ["review", "nightly", "receipt", "learned"] }];
  const panel = await open(home);
  panel.narrow = true;
  await settle();
  assert.equal(textOf(".all > summary"), "Protection: No problems");
  assert.ok(one(".all > summary").classList.contains("good"));
  assert.equal((one(".all") as HTMLDetailsElement).open, false);
  for (const [change, said] of [
    [{ good: ["review"] }, "Protection: No problems"],
    [{ problems: ["not_tested"] }, "Protection: 1 problem"],
    [{ problems: ["not_tested", "review_on"] }, "Protection: 2 problems"],
    [{ current: false }, "Protection: Unknown"],
  ] as const) {
    home.accounts = [{ ...ACCOUNT, good: ["review", "nightly", "receipt", "learned"], ...change } as typeof ACCOUNT];
    home.reconnect();
    await settle();
    assert.equal(textOf(".all > summary"), said);
    assert.ok(!one(".all > summary").classList.contains("good"), said);
  }
});

test("days that were chosen are told, and all are chosen again with one button", async () => {
  await open(home);
  const slider = one("[role=slider]");
  for (const name of ["pointerdown", "pointermove", "pointerup"]) {
    slider.dispatchEvent(new PointerEvent(name, { clientX: 9, buttons: 1 }));
    await settle();
  }
  slider.dispatchEvent(new PointerEvent("pointerleave"));
  await settle();
  assert.match(textOf(".told"), /^Tuesday, November 3, 2026: \d+ recorded/);
  assert.equal(all(".handle").length, 2);
  await click("All days");
  assert.equal(all(".handle").length, 0);
  assert.equal(home.asked("recordings/subscribe").at(-1)?.["start"], undefined);
  assert.throws(() => button("All days"));
});
