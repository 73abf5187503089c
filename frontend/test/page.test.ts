import "./document";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Hass } from "../src/hass";
import { Panel } from "../src/panel";
import { ACCOUNT, FakeHome, HOUR, NOW, progress, receipt, row, rows } from "./home";

const PREVIEW = {
  oldest: "2026-11-01T08:00:00+00:00",
  newest: "2026-11-21T18:30:00+00:00",
  by_device: { "Echo Küche": 40, "": 10 },
  requests: 4,
};
const LISTING_AND_PURGES = 2;
let home: FakeHome;

beforeEach(() => {
  document.body.replaceChildren();
  home = new FakeHome(rows(50));
});

/** Open the page, as Home Assistant does, and wait until nothing moves any more. */
async function open(change: Partial<Hass> = {}): Promise<Panel> {
  const panel = new Panel();
  panel.hass = { ...home.hass, ...change };
  document.body.append(panel);
  await settle();
  return panel;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** All elements that match, however deep in shadows. */
function all(selector: string, root: ParentNode = document): HTMLElement[] {
  const below = [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(selector, shadowRoot) : [],
  );
  return [...root.querySelectorAll<HTMLElement>(selector), ...below];
}

function one(selector: string): HTMLElement {
  const [found] = all(selector);
  assert.ok(found, selector);
  return found;
}

async function choose(label: string, value: string): Promise<void> {
  const field = one(`select[aria-label="${label}"]`) as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event("change"));
  await settle();
}

function textOf(selector: string): string {
  return all(selector)
    .map((each) => each.textContent.replace(/\s+/g, " ").trim())
    .join(" | ");
}

function button(words: string): HTMLButtonElement {
  const found = (all("button") as HTMLButtonElement[]).find(
    (each) => each.textContent.trim() === words || each.getAttribute("aria-label") === words,
  );
  assert.ok(found, words);
  return found;
}

async function click(words: string): Promise<void> {
  button(words).click();
  await settle();
}

test("recordings are shown by day, newest first, and no more are asked for than fit", async () => {
  await open();
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
  await open();
  assert.match(textOf("article.row"), /<i> <u> <img src=x onerror=alert\(1\)> <b>OK<\/b>/);
  assert.equal(all("img, b, u, article i").length, 0);
});

test("a recording without Echo, words, reply or audio is shown as that", async () => {
  home.rows = [row(0, { device: null, said: "", replied: "", kind: "unknown", audio: false })];
  await open();
  assert.match(textOf("article.row"), /Unknown Echo No words Unknown kind/);
  assert.ok(button("Amazon has no audio of this recording.").disabled);
});

test("only what can be seen is in the document", async () => {
  await open();
  home.tell("recordings/subscribe", { recordings: rows(20_000), done: true, listed_to: 0 });
  await settle();
  assert.match(textOf(".toolbar"), /20,000 listed, all that there are\./);
  assert.ok(all("article").length < 60);
});

test("filters combine, and ask anew", async () => {
  await open();
  await choose("Kind", "unintended");
  await choose("Echo", "SERIAL1");
  const asked = home.asked("recordings/subscribe").at(-1);
  assert.deepEqual([asked?.["kinds"], asked?.["echoes"]], [["unintended"], ["SERIAL1"]]);
  assert.equal(home.open, LISTING_AND_PURGES);
  await click("Clear");
  assert.equal(home.asked("recordings/subscribe").at(-1)?.["kinds"], undefined);
});

test("one recording is deleted after a question that says which, and stays until it is verified gone", async () => {
  await open();
  await click("Delete the recording of 18:30");
  assert.match(textOf("dialog"), /Delete one recording\? Nov 21, 2026, 18:30 · Echo Küche · “play some jazz 1”/);
  assert.equal(home.asked("delete").length, 0);
  await click("Delete");
  assert.deepEqual(home.asked("delete")[0]?.["ids"], ["row-1"]);
  assert.match(textOf("article.leaving"), /jazz 1/);
  home.tell("delete", { gone: ["row-1"] });
  home.tell("delete", { receipt: receipt() });
  await settle();
  assert.doesNotMatch(textOf("article"), /jazz 1 /);
  assert.match(textOf(".banner"), /1 of 1 deleted and verified gone\./);
});

test("a recording that is still listed stays, and that is said", async () => {
  await open();
  await click("Delete the recording of 18:30");
  await click("Delete");
  home.tell("delete", { receipt: receipt({ status: "failed", verified_gone: 0, still_listed: 1 }) });
  await settle();
  assert.match(textOf("article"), /jazz 1 /);
  assert.match(textOf(".banner"), /0 of 1 deleted and verified gone\. 1 are still listed, 0 are in doubt\./);
});

test("who belongs to the household is offered, asked for once and not before it is needed", async () => {
  home.persons = ["Zoe", "Mia"];
  await open();
  assert.equal(home.asked("persons").length, 0);
  for (let times = 0; times < 2; times += 1) {
    one("form").dispatchEvent(new Event("pointerenter"));
    await settle();
  }
  assert.equal(home.asked("persons").length, 1);
  assert.match(textOf('select[aria-label="Person"]'), /^All persons ?Mia ?Zoe$/);
});

test("all that match are counted before anything is deleted", async () => {
  await open();
  await click("Delete all that match");
  assert.match(textOf("dialog"), /Counting: 0 so far … The whole voice history of mia@example.org/);
  assert.ok(button("Delete").disabled);
  assert.deepEqual(
    home.asked("delete").map(({ dry_run }) => dry_run),
    [true],
  );
  home.tell("delete", { progress: progress({ listed: 30 }) });
  await settle();
  assert.match(textOf("dialog"), /Counting: 30 so far …/);
  home.tell("delete", { receipt: receipt({ status: "dry_run", matched: 50, ...PREVIEW }) });
  await settle();
  assert.match(textOf("dialog"), /Delete 50 recordings\?/);
  assert.match(
    textOf("dialog"),
    /Nov 1, 2026, 09:00 – Nov 21, 2026, 19:30 · Echo Küche 40 · Unknown Echo 10 · 4 requests to Amazon/,
  );
  await click("Delete");
  assert.deepEqual(
    home.asked("delete").map(({ dry_run, everything }) => [dry_run, everything]),
    [
      [true, true],
      [false, true],
    ],
  );
});

test("counting that fails says why, and nothing can be deleted", async () => {
  await open();
  await click("Delete all that match");
  home.tell("delete", { error: { code: "nothing_taught", message: "Teach it first." } });
  await settle();
  assert.match(textOf("dialog"), /It could not be counted .* Teach it first\./);
  assert.ok(button("Delete").disabled);
});

test("what is being deleted is ticked no more, and cannot be ticked", async () => {
  await open();
  one("article.row input").click();
  await settle();
  await click("Delete 1");
  await click("Delete");
  assert.ok(button("Delete all that match"));
  assert.ok((one("article.leaving input") as HTMLInputElement).disabled);
});

test("a deletion tells how far it is", async () => {
  await open();
  await click("Delete the recording of 18:30");
  await click("Delete");
  assert.match(textOf(".banner"), /Listing what is to be deleted …/);
  home.tell("delete", { progress: progress({ listed: 7 }) });
  await settle();
  assert.match(textOf(".banner"), /Counting: 7 so far …/);
  home.tell("delete", { progress: progress({ matched: 4, asked: 3, verified_gone: 1 }) });
  await settle();
  assert.match(textOf(".banner"), /Deleting 4: 3 asked for, 1 verified gone so far\./);
  assert.equal((one("progress") as HTMLProgressElement).getAttribute("value"), "4");
});

test("a deletion that runs can be cancelled, and says what came of it", async () => {
  await open();
  await click("Delete the recording of 18:30");
  await click("Delete");
  await click("Cancel the deletion");
  assert.deepEqual(home.asked("cancel"), []);
  home.tell("delete", { progress: progress() });
  await settle();
  assert.deepEqual(
    home.asked("cancel").map(({ receipt_id }) => receipt_id),
    ["first"],
  );
  assert.match(textOf(".banner"), /Cancelling: what is under way ends first\./);
  const figures = { matched: 4, verified_gone: 1, still_listed: 3 };
  home.tell("delete", { receipt: receipt({ status: "partial", error: "purge_cancelled", ...figures }) });
  await settle();
  assert.match(
    textOf(".banner"),
    /Cancelled\. 1 of 4 deleted and verified gone\. 3 are still listed, 0 are in doubt\./,
  );
});

test("cancelling that is refused lets the deletion go on", async () => {
  await open();
  await click("Delete the recording of 18:30");
  await click("Delete");
  home.tell("delete", { progress: progress({ matched: 1 }) });
  await settle();
  home.refusals.set("alexa_privacy/cancel", { code: "not_loaded", message: "The account is not loaded." });
  await click("Cancel the deletion");
  assert.match(textOf(".banner"), /Deleting 1: 0 asked for/);
});

test("what others delete is shown once, can be cancelled, and leads to a new list", async () => {
  await open();
  home.tell("purges/subscribe", { purge: progress({ receipt_id: "nightly", matched: 9, asked: 5 }) });
  await settle();
  assert.match(textOf(".banner"), /Asked for elsewhere\. Deleting 9: 5 asked for, 0 verified gone so far\./);
  await click("Cancel the deletion");
  assert.match(textOf(".banner"), /Asked for elsewhere\. Cancelling/);
  assert.equal(home.asked("cancel")[0]?.["receipt_id"], "nightly");
  home.tell("purges/subscribe", { purge: null });
  await settle();
  assert.equal(textOf(".banner"), "");
  assert.deepEqual([home.asked("recordings/subscribe").length, home.asked("accounts").length], [2, 2]);
});

test("what others have deleted takes no ticks away", async () => {
  await open();
  one("article.row input").click();
  home.tell("purges/subscribe", { purge: progress({ receipt_id: "nightly" }) });
  home.tell("purges/subscribe", { purge: null });
  await settle();
  assert.ok(button("Delete 1"));
  assert.equal(home.asked("recordings/subscribe").length, 1);
});

test("what this page deletes is not shown twice, but goes on to be shown when the connection was lost", async () => {
  await open();
  await click("Delete the recording of 18:30");
  await click("Delete");
  home.tell("delete", { progress: progress({ matched: 4 }) });
  home.tell("purges/subscribe", { purge: progress({ matched: 4 }) });
  await settle();
  assert.equal(all(".banner").length, 1);
  home.reconnect();
  await settle();
  home.tell("purges/subscribe", { purge: progress({ matched: 4, asked: 4 }) });
  await settle();
  assert.match(textOf(".banner"), /^Deleting 4: 4 asked for/);
  home.tell("purges/subscribe", { purge: null });
  await settle();
  assert.equal(textOf(".banner"), "");
});

for (const [said, change] of [
  [
    "2 of 3 deleted and verified gone. 1 are still listed, 0 are in doubt.",
    { status: "partial", matched: 3, verified_gone: 2, still_listed: 1 },
  ],
  ["There was nothing to delete any more.", { status: "nothing_to_delete", matched: 0, verified_gone: 0 }],
  ["Amazon's list could not be read to its end, so nothing was deleted.", { status: "failed", matched: null }],
  ["Cancelled before anything was deleted.", { status: "failed", matched: null, error: "purge_cancelled" }],
] as const) {
  test(`the last deletion is told: ${said}`, async () => {
    home.accounts = [{ ...ACCOUNT, last_receipt: receipt(change) }];
    await open();
    assert.ok(textOf("li").includes(said), textOf("li"));
  });
}

test("a rehearsal is a deletion too, though it leaves no receipt", async () => {
  for (const [last_receipt, last_deletion, said] of [
    [null, NOW, /Last deletion Nov 21, 2026, 19:30/],
    [receipt(), NOW + HOUR, /Last deletion Nov 21, 2026, 20:30/],
    [receipt(), NOW, /Last deletion 1 of 1 deleted/],
    [null, null, /Last deletion None yet/],
  ] as const) {
    document.body.replaceChildren();
    home.accounts = [{ ...ACCOUNT, last_receipt, last_deletion }];
    await open();
    assert.match(textOf("li"), said);
  }
});

test("a question that is cancelled deletes nothing, and counting ends", async () => {
  await open();
  await click("Delete all that match");
  await click("Cancel");
  assert.deepEqual([all("dialog").length, home.open], [0, LISTING_AND_PURGES]);
});

test("a day is ticked whole, as far as it has to be listed for that", async () => {
  home.rows = Array.from({ length: 50 }, (_, number) => row(number, { time: row(0).time - number * 60_000 }));
  await open();
  one("article.heading input").click();
  await settle();
  assert.ok(button("Delete 50"));
});

test("what needs the owner is said and leads to where it is changed", async () => {
  home.accounts = [{ ...ACCOUNT, to_teach: ["delete"], broken: ["human_review"] }];
  await open();
  assert.match(textOf("li.problem"), /Human review On: people may listen/);
  assert.match(textOf("li.problem"), /Learned requests No longer working Human review/);
  const asked: unknown[] = [];
  document.addEventListener("hass-more-info", (event) => asked.push((event as CustomEvent).detail));
  await click("Change: Human review");
  assert.deepEqual(asked, [{ entityId: "switch.human_review" }]);
  await click("Change: Learned requests");
  assert.equal(
    `${location.pathname}${location.hash}`,
    "/config/integrations/integration/alexa_privacy#config_entry=entry",
  );
});

test("states that change elsewhere are asked for anew", async () => {
  const panel = await open({ states: { "switch.human_review": { state: "on" } } });
  home.accounts = [{ ...ACCOUNT, review: { ...ACCOUNT.review, state: false } }];
  panel.hass = { ...home.hass, states: { "switch.human_review": { state: "off" } } };
  await settle();
  assert.doesNotMatch(textOf("li"), /people may listen/);
});

test("a failing listing says why and is tried again", async () => {
  await open();
  home.tell("recordings/subscribe", { error: { code: "signed_out", message: "Amazon asks to sign in again." } });
  await settle();
  assert.match(textOf("[role=alert]"), /Amazon asks to sign in again\./);
  await click("Try again");
  assert.equal(textOf("[role=alert]"), "");
});

test("a page that is closed asks for nothing any more", async () => {
  const panel = await open();
  panel.remove();
  await settle();
  const asked = home.log.length;
  home.reconnect();
  await settle();
  assert.deepEqual([home.open, home.log.length], [0, asked]);
});

test("an account that is not set up is shown as that, beside those that are", async () => {
  home.accounts = [{ entry_id: "first", title: "noah@example.org", loaded: false }, ACCOUNT];
  const panel = await open();
  panel.hass = home.hass;
  await settle();
  assert.match(textOf(".alone"), /This account is not set up right now\./);
  await choose("Account", "entry");
  assert.match(textOf("article.row"), /jazz 1/);
});

test("an account that is away for a moment keeps its list and its ticks, and goes on by itself", async () => {
  const states = { "switch.human_review": { state: "on" } };
  const panel = await open({ states });
  one("article.row input").click();
  home.accounts = [{ entry_id: "entry", title: ACCOUNT.title, loaded: false }];
  panel.hass = { ...home.hass, states: { "switch.human_review": { state: "unavailable" } } };
  await settle();
  assert.match(textOf(".alone"), /This account is not set up right now\./);
  assert.ok(button("Delete 1"));
  home.accounts = [ACCOUNT];
  panel.hass = { ...home.hass, states };
  await settle();
  assert.equal(textOf(".alone"), "");
  assert.ok(button("Delete 1"));
  assert.equal(home.asked("recordings/subscribe").length, 2);
});

test("a Home Assistant that is not ready yet is asked again once it is", async () => {
  const panel = await open();
  one("article.row input").click();
  home.refusals.set("alexa_privacy/accounts", { code: "unknown_command", message: "Unknown command." });
  home.reconnect();
  await settle();
  assert.match(textOf(".alone"), /Unknown command\./);
  panel.hass = { ...home.hass, config: { ...home.hass.config } };
  await settle();
  assert.equal(textOf(".alone"), "");
  assert.ok(button("Delete 1"));
});

test("without an account the way to one is shown", async () => {
  home.accounts = [];
  await open();
  assert.match(textOf(".alone"), /No Amazon account is set up yet\. Open the integration/);
});

test("several accounts are chosen between, and each begins afresh", async () => {
  home.accounts = [ACCOUNT, { ...ACCOUNT, entry_id: "second", title: "noah@example.org" }];
  await open();
  await choose("Account", "second");
  assert.deepEqual(
    home.asked("recordings/subscribe").map(({ entry_id }) => entry_id),
    ["entry", "second"],
  );
  assert.equal(home.open, LISTING_AND_PURGES);
});
