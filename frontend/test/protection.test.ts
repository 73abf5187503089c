import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Account } from "../src/api";
import { ACCOUNT, FakeHome, HOUR, NOW, receipt, rows } from "./home";
import { all, click, open, settle, textOf } from "./screen";

let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(50));
});

for (const [said, change] of [
  [
    "2 of 3 deleted and verified gone. 1 is still listed.",
    { status: "partial", matched: 3, verified_gone: 2, still_listed: 1 },
  ],
  [
    "1 of 6 deleted and verified gone. 3 are still listed. 2 could not be verified: Amazon did not respond.",
    { status: "partial", matched: 6, verified_gone: 1, still_listed: 3, unknown: 2 },
  ],
  [
    "20 of 58 deleted and verified gone. 38 cannot be deleted with the learned request and were kept. Teach how to delete a time range",
    { status: "partial", matched: 58, verified_gone: 20, cannot_be_named: 38 },
  ],
  [
    "Stopped: 1 other recording is gone as well. 1 of 4 deleted and verified gone. " +
      "3 are still listed. The request is not used again until you test it.",
    { status: "stopped", matched: 4, verified_gone: 1, still_listed: 3, others_gone: 1 },
  ],
  [
    "Stopped: 12 other recordings are gone as well.",
    { status: "stopped", matched: 4, verified_gone: 1, still_listed: 3, others_gone: 12 },
  ],
  ["There was nothing left to delete.", { status: "nothing_to_delete", matched: 0, verified_gone: 0 }],
  ["Amazon's list is incomplete, so nothing was deleted. Try again later.", { status: "failed", matched: null }],
  ["Canceled before anything was deleted.", { status: "failed", matched: null, error: "purge_cancelled" }],
] as const) {
  test(`the last deletion is told: ${said}`, async () => {
    home.accounts = [{ ...ACCOUNT, last_receipt: receipt(change) }];
    await open(home);
    assert.ok(textOf("li").includes(said), textOf("li"));
    assert.equal(all("li.good").length, 0);
  });
}

for (const [said, state, plan] of [
  ["Nov 22, 2026, 03:30The next purge deletes 34 recordings (Nov 1, 2026 – Nov 20, 2026).", true, {}],
  ["Off If turned on, the first purge deletes 34 recordings (Nov 1, 2026 – Nov 20, 2026).", false, {}],
  ["deletes ≤ 34 recordings (Nov", false, { is_exact: false }],
  ["deletes 1 recording (Nov 20, 2026).", false, { count: 1, oldest: Date.parse("2026-11-20T08:00Z") }],
  ["Nothing to delete at present.", false, { count: 0, oldest: null, newest: null }],
  ["is unknown until all days are counted.", true, { count: null, oldest: null, newest: null }],
] as const) {
  test(`what a night deletes is told beforehand: ${said}`, async () => {
    const span = { oldest: Date.parse("2026-11-01T08:00Z"), newest: Date.parse("2026-11-20T18:30Z") };
    const nightly = { ...ACCOUNT.nightly, state, plan: { count: 34, is_exact: true, ...span, ...plan } };
    home.accounts = [{ ...ACCOUNT, nightly }];
    await open(home);
    assert.ok(textOf("li").includes(said), textOf("li"));
  });
}

/** Where a lesson is taught. */
const lesson = (name: string): string => `/alexa-privacy?account=entry&teach=${name}`;

const GOOD: Account = {
  ...ACCOUNT,
  review: { ...ACCOUNT.review, state: false },
  good: ["review", "nightly", "receipt", "learned"],
};
const NOT_KNOWN =
  "Human review Unknown Last known: Off Change | Nightly purge Unknown Last known: OnNext: Nov 22, 2026, 03:30 " +
  "Change | Last deletion Unknown Last known: 1 of 1 deleted and verified gone.Nov 21, 2026, 19:30 | " +
  "Learned requests Unknown Last known: All tested Change";

test("only what was seen to be as it should is green", async () => {
  for (const good of [[], ["review"], ["receipt", "learned"], GOOD.good]) {
    home.accounts = [{ ...GOOD, good }];
    await open(home);
    assert.equal(all("li.good").length, good.length);
  }
  home.accounts = [{ ...GOOD, review: { ...GOOD.review, state: null } }];
  await open(home);
  assert.match(textOf("li.part"), /^Human review Unknown Change/);
  assert.equal(all("li.good").length, 3);
  // Where two things contradict each other, it is not green.
  home.accounts = [{ ...GOOD, review: ACCOUNT.review, last_receipt: receipt({ status: "partial" }) }];
  await open(home);
  assert.equal(all("li.good").length, 2);
  assert.equal(all("li.problem").length, 2);
});

test("nothing is green where it is not known to be so still", async () => {
  home.accounts = [{ ...GOOD, current: false }];
  await open(home);
  assert.equal(textOf("li.part"), NOT_KNOWN);
  assert.equal(all("li.good, li.problem").length, 0);
});

test("nothing is green without a connection, and all is again once it is back", async () => {
  home.accounts = [GOOD];
  await open(home);
  assert.equal(all("li.good").length, 4);
  home.disconnect();
  await settle();
  assert.equal(textOf("li.part"), NOT_KNOWN);
  assert.equal(all("li.good").length, 0);
  home.reconnect();
  await settle();
  assert.equal(all("li.good").length, 4);
});

test("nothing is green where the account is away or cannot be asked for", async () => {
  const states = { "binary_sensor.protection": { state: "off" } };
  for (const go of [
    () => {
      home.accounts = [{ entry_id: "entry", title: ACCOUNT.title, loaded: false, signed_out: false }];
    },
    () => {
      home.refusals.set("alexa_privacy/accounts", { code: "unknown_command", message: "Unknown command." });
    },
  ]) {
    home.accounts = [{ ...GOOD, problems: ["purge_overdue"] }];
    const panel = await open(home, { states });
    assert.ok(all("li.good").length);
    go();
    panel.hass = { ...home.hass, states: {} };
    await settle();
    assert.equal(textOf("li"), NOT_KNOWN);
    assert.equal(all("li.good").length, 0);
  }
});

test("what nobody asked for in a while is not green; it is asked for again and again", async (context) => {
  let minutes = 0;
  const passes: (() => void)[] = [];
  const pass = async (): Promise<void> => {
    minutes += 1;
    passes.at(-1)?.();
    await settle();
  };
  context.mock.method(globalThis, "setInterval", (callback: () => void) => passes.push(callback));
  context.mock.method(Date, "now", () => NOW + minutes * 60_000);
  home.accounts = [GOOD];
  await open(home);
  await pass();
  assert.equal(home.asked("accounts").length, 2);
  home.isMute = true;
  for (let times = 0; times < 3; times += 1) {
    assert.equal(all("li.good").length, 4);
    await pass();
  }
  await pass();
  assert.equal(all("li.good").length, 0);
  home.isMute = false;
  await pass();
  assert.equal(all("li.good").length, 4);
});

const ENTRY = "/config/integrations/integration/alexa_privacy#config_entry=entry";
const NAMES: Partial<Record<string, Partial<Account>>> = {
  requests_broken: { broken: ["message_review"] },
  not_taught: { to_teach: ["delete", "human_review"] },
};
for (const [problem, said, fix, path] of [
  ["signed_out", "Amazon requires you to sign in again.", "Sign in again", ENTRY],
  ["unreachable", "Amazon has not responded for more than a day.", "Open integration", ENTRY],
  ["review_on", "people may listen to recordings. Turn it off", "Change", "switch.human_review"],
  ["deleted_too_much", "deleted more than requested", "Open repairs", "/config/repairs"],
  ["requests_broken", "no longer works. Teach it again.", "Teach", lesson("message_review")],
  ["not_taught", "does not know yet how to delete recordings", "Teach", lesson("delete_recordings")],
  ["not_tested", "has not been tested.", "Test", "/alexa-privacy?account=entry&test=delete_recordings"],
  ["purge_failed", "The last nightly purge failed.", "Open repairs", "/config/repairs"],
  ["purge_overdue", "The nightly purge is overdue", "Change", "switch.nightly_purge"],
  ["moon_too_full", "needs your attention: moon_too_full", "Open integration", ENTRY],
] as const) {
  test(`a problem is said in a sentence, with the way to fix it: ${problem}`, async () => {
    history.replaceState(null, "", "/alexa-privacy");
    home.accounts = [{ ...GOOD, problems: [problem], ...NAMES[problem] }];
    await open(home);
    assert.ok(textOf(".problems li").includes(said), textOf(".problems li"));
    let opened = "";
    const note = (event: Event): void => {
      opened = (event as CustomEvent<{ entityId: string }>).detail.entityId;
    };
    document.addEventListener("hass-more-info", note, { once: true });
    await click(fix);
    document.removeEventListener("hass-more-info", note);
    assert.equal(opened || `${location.pathname}${location.search}${location.hash}`, path);
  });
}

test("an account that is signed out offers to sign in, and is not called anything else", async () => {
  home.accounts = [{ entry_id: "entry", title: ACCOUNT.title, loaded: false, signed_out: true }];
  await open(home);
  assert.match(textOf(".alone"), /^Amazon requires you to sign in again\. .* Sign in again$/);
  await click("Sign in again");
  assert.equal(`${location.pathname}${location.hash}`, ENTRY);
});

test("wherever Amazon asks to sign in, the way to do so is beside it", async () => {
  await open(home);
  const error = { code: "signed_out", message: "Amazon wants it." };
  home.accounts = [{ ...GOOD, problems: ["signed_out"], current: false }];
  home.tell("recordings/subscribe", { error });
  await settle();
  assert.match(textOf(".list .banner"), /Amazon wants it\. Sign in again Try again/);
  assert.match(textOf(".problems li"), /Amazon requires you to sign in again\./);
  await click("Delete entire history");
  home.tell("preview", { error });
  await settle();
  assert.match(textOf("dialog"), /Amazon wants it\. Sign in again/);
});

test("a test is a deletion too, though it leaves no receipt", async () => {
  for (const [last_receipt, last_deletion, said] of [
    [null, NOW, /Last deletion Nov 21, 2026, 19:30/],
    [receipt(), NOW + HOUR, /Last deletion Nov 21, 2026, 20:30/],
    [receipt(), NOW, /Last deletion 1 of 1 deleted/],
    [null, null, /Last deletion None yet/],
  ] as const) {
    home.accounts = [{ ...ACCOUNT, last_receipt, last_deletion }];
    await open(home);
    assert.match(textOf("li"), said);
  }
});

test("what needs the owner is said and leads to where it is changed", async () => {
  home.accounts = [{ ...ACCOUNT, to_teach: ["delete"], broken: ["human_review"] }];
  await open(home);
  assert.match(textOf("li.problem"), /Human review On: people may listen/);
  assert.match(textOf("li.problem"), /Learned requests No longer working Human review/);
  const asked: unknown[] = [];
  document.addEventListener("hass-more-info", (event) => asked.push((event as CustomEvent).detail));
  await click("Change: Human review");
  assert.deepEqual(asked, [{ entityId: "switch.human_review" }]);
  // What no longer works comes first.
  await click("Teach: Human review");
  assert.equal(`${location.pathname}${location.search}`, lesson("human_review"));
});

test("states that change elsewhere are asked for anew", async () => {
  const panel = await open(home, { states: { "switch.human_review": { state: "on" } } });
  home.accounts = [{ ...ACCOUNT, review: { ...ACCOUNT.review, state: false } }];
  panel.hass = { ...home.hass, states: { "switch.human_review": { state: "off" } } };
  await settle();
  assert.doesNotMatch(textOf("li"), /people may listen/);
});
