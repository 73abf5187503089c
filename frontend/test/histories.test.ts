import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { OtherHistory } from "../src/api";
import { remember, remembered } from "../src/own-deletions";
import { ACCOUNT, FakeHome, progress, receipt, row } from "./home";
import { all, button, click, one, open, settle, textOf } from "./screen";

const SOUNDS: OtherHistory = {
  key: "detected_sounds",
  name: "Geräusche <b>",
  held: 7,
  today: 1,
  failure: null,
  nightly: { entity_id: "switch.sounds", state: false },
  last_receipt: null,
  last_deletion: null,
  can_delete: true,
  to_test: false,
};
const CONVERSATIONS: OtherHistory = { ...SOUNDS, key: "conversations", name: "Unterhaltungen", can_delete: false };
let home: FakeHome;

beforeEach(() => {
  home = new FakeHome([0, 1, 2].map((number) => row(number, { persons: [], said: "", replied: "", kind: "unknown" })));
  home.accounts = [{ ...ACCOUNT, histories: [CONVERSATIONS, SOUNDS] }];
});

async function openTab(number: number): Promise<void> {
  all("[role=tab]")[number]?.click();
  await settle();
}

/** Show a history that is like the sounds but for this. */
async function openSounds(change: Partial<OtherHistory> = {}): Promise<void> {
  home.accounts = [{ ...ACCOUNT, histories: [{ ...SOUNDS, ...change }] }];
  history.replaceState(null, "", "/alexa-privacy#history=detected_sounds");
  await open(home);
}

test("there are no tabs where there are only recordings, and nothing else is asked for", async () => {
  home.accounts = [ACCOUNT];
  await open(home);
  assert.deepEqual([all("[role=tablist]").length, all("[role=tabpanel]").length], [0, 0]);
  for (const type of ["days", "recordings/subscribe", "deletions/subscribe"]) {
    assert.ok(!("history" in (home.asked(type)[0] ?? { history: "" })), type);
  }
});

test("a tab shows its own history, and is kept in the address", async () => {
  await open(home);
  assert.deepEqual(
    all("[role=tab]").map((tab) => tab.textContent.trim()),
    ["Voice recordings", "Conversations", "Geräusche <b>"],
  );
  assert.match(textOf(".totals"), /500 recordings · 3 today/);
  await openTab(2);
  assert.equal(location.hash, "#history=detected_sounds");
  assert.equal(one("[role=tabpanel]").getAttribute("aria-labelledby"), "tab-detected_sounds");
  assert.match(textOf(".totals"), /7 entries · 1 today/);
  for (const type of ["days", "recordings/subscribe", "deletions/subscribe"]) {
    assert.equal(home.asked(type).at(-1)?.["history"], "detected_sounds", type);
  }
  assert.equal(all("alexa-privacy-protection, alexa-privacy-first-run, b").length, 0);
  await openTab(0);
  assert.deepEqual([location.hash, all("alexa-privacy-protection").length], ["", 1]);
  assert.ok(!("history" in (home.asked("recordings/subscribe").at(-1) ?? {})));
});

test("arrows move between the tabs, and only Enter or a click opens one", async () => {
  await open(home);
  const tabs = all("[role=tab]");
  const focused = (): number => tabs.indexOf((tabs[0]?.getRootNode() as ShadowRoot).activeElement as HTMLElement);
  tabs[0]?.focus();
  for (const [key, expected] of [
    ["ArrowRight", 1],
    ["End", 2],
    ["ArrowRight", 0],
    ["ArrowLeft", 2],
    ["Home", 0],
  ] as const) {
    tabs[focused()]?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    assert.equal(focused(), expected, key);
  }
  assert.deepEqual(
    tabs.map((tab) => [tab.getAttribute("aria-selected"), tab.tabIndex]),
    [
      ["true", 0],
      ["false", -1],
      ["false", -1],
    ],
  );
});

test("an entry has its time and perhaps a device, and nothing to play, read or open", async () => {
  home.rows[1] = { ...(home.rows[1] ?? row(1)), device: null };
  await openSounds();
  const [first, second] = all("article.row");
  assert.match(first?.textContent.replace(/\s+/g, " ") ?? "", /^ ?19:30 Echo Büro ?$/);
  assert.match(second?.textContent.replace(/\s+/g, " ") ?? "", /^ ?18:30 ?$/);
  assert.equal(all(".summary, .kind, input[type=search], alexa-privacy-select, alexa-privacy-player").length, 0);
  for (const key of ["Enter", "p", "/"]) {
    first?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
  }
  await settle();
  assert.equal(all("article.open").length, 0);
  assert.equal(home.asked("persons").length, 0);
});

test("entries are deleted as recordings are", async () => {
  await openSounds();
  one("article.row input").click();
  await settle();
  await click("Delete 1 entry");
  assert.match(textOf("dialog"), /Delete 1 entry\?/);
  await click("Delete");
  const asked = home.asked("delete").at(-1);
  assert.deepEqual([asked?.["history"], asked?.["ids"]], ["detected_sounds", ["row-0"]]);
  assert.deepEqual(
    [remembered({ entry_id: "entry", history: "detected_sounds" }).length, remembered({ entry_id: "entry" }).length],
    [1, 0],
  );
  home.tellOfDeletions({ progress: progress({ matched: 1, asked: 1 }) });
  home.tellOfDeletions({ receipt: receipt(), error: null });
  await settle();
  assert.match(textOf(".banner"), /1 of 1 deleted and verified gone\./);
});

test("what the address limits that entries do not have is left out", async () => {
  home.accounts = [{ ...ACCOUNT, histories: [SOUNDS] }];
  const limits = "from=2026-11-20&kind=routine&echo=SERIAL0&person=Mia";
  history.replaceState({ words: "jazz" }, "", `/alexa-privacy?person=Mia#history=detected_sounds&${limits}`);
  await open(home);
  const asked = home.asked("recordings/subscribe").at(-1) ?? {};
  assert.ok("start" in asked);
  for (const name of ["kinds", "echoes", "persons", "said"]) {
    assert.ok(!(name in asked), name);
  }
});

test("a history in the address that is not there is that of recordings", async () => {
  for (const key of ["vacuum", "", "voice", "%3Cb%3E"]) {
    history.replaceState(null, "", `/alexa-privacy#history=${key}`);
    await open(home);
    assert.equal(one("[aria-selected=true]").textContent.trim(), "Voice recordings", key);
    assert.ok(!("history" in (home.asked("recordings/subscribe").at(-1) ?? {})), key);
  }
});

test("what is not read to its end has a reason instead of figures", async () => {
  const failure = { code: "listing_incomplete", message: "Amazon's list is incomplete." };
  await openSounds({ held: null, today: null, failure });
  assert.match(textOf(".problems"), /Not counted\. Amazon's list is incomplete\./);
  assert.match(textOf(".totals"), /Total unknown · today unknown/);
  assert.equal(all("alexa-privacy-graph").length, 0);
});

for (const [said, change, path] of [
  ["Not tested yet", { to_test: true }, "/alexa-privacy?account=entry&test=history#history=detected_sounds"],
  ["Not taught yet", { can_delete: false }, "/config/integrations/integration/alexa_privacy#config_entry=entry"],
] as const) {
  test(`nothing is deleted where it is "${said}"`, async () => {
    await openSounds(change);
    assert.match(textOf(".parts"), new RegExp(said));
    await click("Delete entire history");
    assert.equal(location.pathname + location.search + location.hash, path);
    assert.equal(home.asked("visit/open").at(-1)?.["history"], path.includes("test=") ? "detected_sounds" : undefined);
    assert.equal(all("dialog").length, 0);
  });
}

test("the last deletion is that of this history", async () => {
  const last_receipt = receipt({ status: "partial", matched: 3, still_listed: 2 });
  await openSounds({ last_receipt, nightly: { entity_id: "switch.sounds", state: true } });
  assert.match(textOf(".parts"), /Nightly purge On .*1 of 3 deleted and verified gone\. 2 are still listed\./);
  assert.equal(all(".parts .problem").length, 1);
  assert.ok(button("Change: Nightly purge"));
});

test("what is kept of deletions is kept for each history", () => {
  const source = { entry_id: "entry", history: "detected_sounds" };
  remember(source, [["first", ["a"]]]);
  assert.deepEqual([remembered(source), remembered({ entry_id: "entry" })], [[["first", ["a"]]], []]);
});
