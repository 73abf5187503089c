import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ACCOUNT, FakeHome, row, rows } from "./home";
import { all, button, choose, click, field, one, open, settle, textOf } from "./screen";

const LISTING_AND_PURGES = 2;
let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(50));
});

test("recordings are shown by day, newest first, and no more are asked for than fit", async () => {
  await open(home);
  assert.match(textOf("article h2"), /^Saturday, November 21, 2026/);
  assert.match(
    textOf("article.row"),
    /^19:30 Echo Büro what time is it 0 Unintended \| 18:30 Echo Küche Mia play some jazz 1 OK Intended/,
  );
  assert.equal(home.asked("accounts").length, 1);
  assert.equal(home.asked("days").length, 1);
});

test("what was said is text, whatever it holds", async () => {
  home.rows = [row(0, { said: "<img src=x onerror=alert(1)>", replied: "<b>OK</b>", device: "<i>", persons: ["<u>"] })];
  await open(home);
  assert.match(textOf("article.row"), /<i> <u> <img src=x onerror=alert\(1\)> <b>OK<\/b>/);
  assert.equal(all("img, b, u, article i").length, 0);
});

test("a recording without Echo, words, reply or audio is shown as that", async () => {
  home.rows = [row(0, { device: null, said: "", replied: "", kind: "unknown", audio: false })];
  await open(home);
  assert.match(textOf("article.row"), /Unknown Echo No words Unknown kind/);
  assert.ok(button("Amazon has no audio for this recording.").disabled);
});

test("only what can be seen is in the document", async () => {
  await open(home);
  home.tell("recordings/subscribe", { recordings: rows(20_000), done: true, paused: false, listed_to: 0 });
  await settle();
  assert.match(textOf(".toolbar"), /20,000 listed in total\./);
  assert.ok(all("article").length < 60);
});

test("filters combine, and ask anew", async () => {
  await open(home);
  await choose("Kind", "unintended");
  await choose("Echo", "SERIAL1");
  const asked = home.asked("recordings/subscribe").at(-1);
  assert.deepEqual([asked?.["kinds"], asked?.["echoes"]], [["unintended"], ["SERIAL1"]]);
  assert.equal(home.open, LISTING_AND_PURGES);
  await click("Clear");
  assert.equal(home.asked("recordings/subscribe").at(-1)?.["kinds"], undefined);
});

test("who belongs to the household is offered, asked for once and not before it is needed", async () => {
  home.persons = ["Zoe", "Mia"];
  await open(home);
  assert.equal(home.asked("persons").length, 0);
  for (let times = 0; times < 2; times += 1) {
    one("form").dispatchEvent(new Event("pointerenter"));
    await settle();
  }
  assert.equal(home.asked("persons").length, 1);
  assert.deepEqual(
    field("Person").options.map(([, label]) => label),
    ["Everyone", "Mia", "Zoe"],
  );
});

test("a failing listing says why and is tried again", async () => {
  await open(home);
  home.tell("recordings/subscribe", {
    error: { code: "signed_out", message: "Amazon requires you to sign in again." },
  });
  await settle();
  assert.match(textOf("[role=alert]"), /Amazon requires you to sign in again\./);
  await click("Try again");
  assert.equal(textOf("[role=alert]"), "");
});

test("a page that is closed asks for nothing any more", async () => {
  const panel = await open(home);
  panel.remove();
  await settle();
  const asked = home.log.length;
  home.reconnect();
  await settle();
  assert.deepEqual([home.open, home.log.length], [0, asked]);
});

test("an account that is not set up is shown as that, beside those that are", async () => {
  home.accounts = [{ entry_id: "first", title: "noah@example.org", loaded: false, signed_out: false }, ACCOUNT];
  const panel = await open(home);
  panel.hass = home.hass;
  await settle();
  assert.match(textOf(".alone"), /This account is not loaded right now\./);
  await choose("Account", "entry");
  assert.match(textOf("article.row"), /jazz 1/);
});

test("an account that is away for a moment keeps its list and its ticks, and goes on by itself", async () => {
  const states = { "switch.human_review": { state: "on" } };
  const panel = await open(home, { states });
  one("article.row input").click();
  home.accounts = [{ entry_id: "entry", title: ACCOUNT.title, loaded: false, signed_out: false }];
  panel.hass = { ...home.hass, states: { "switch.human_review": { state: "unavailable" } } };
  await settle();
  assert.match(textOf(".alone"), /This account is not loaded right now\./);
  assert.ok(button("Delete 1 recording"));
  home.accounts = [ACCOUNT];
  panel.hass = { ...home.hass, states };
  await settle();
  assert.equal(textOf(".alone"), "");
  assert.ok(button("Delete 1 recording"));
  assert.equal(home.asked("recordings/subscribe").length, 2);
});

test("a Home Assistant that is not ready yet is asked again once it is", async () => {
  const panel = await open(home);
  one("article.row input").click();
  home.refusals.set("alexa_privacy/accounts", { code: "unknown_command", message: "Unknown command." });
  home.reconnect();
  await settle();
  assert.match(textOf(".alone"), /Unknown command\./);
  panel.hass = { ...home.hass, config: { ...home.hass.config } };
  await settle();
  assert.equal(textOf(".alone"), "");
  assert.ok(button("Delete 1 recording"));
});

test("without an account the way to one is shown", async () => {
  home.accounts = [];
  await open(home);
  assert.match(textOf(".alone"), /No Amazon account is set up yet\. Open integration/);
});

test("several accounts are chosen between, and each begins afresh", async () => {
  home.accounts = [ACCOUNT, { ...ACCOUNT, entry_id: "second", title: "noah@example.org" }];
  await open(home);
  await choose("Account", "second");
  assert.deepEqual(
    home.asked("recordings/subscribe").map(({ entry_id }) => entry_id),
    ["entry", "second"],
  );
  assert.equal(home.open, LISTING_AND_PURGES);
});
