import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Account } from "../src/api";
import { ACCOUNT, FakeHome, rows } from "./home";
import { all, click, one, open, settle, textOf } from "./screen";

const PAGE = "/alexa-privacy?account=entry";
const FRESH: Account = {
  ...ACCOUNT,
  can_delete: false,
  to_teach: ["delete", "human_review"],
  problems: ["not_taught"],
  review: { entity_id: "switch.human_review", state: null, taught: false },
  nightly: { ...ACCOUNT.nightly, state: false, tested: false },
  first_run: { counting: { count: 120, minutes: null }, usable: [], nights: false, review: false },
};
const TAUGHT: Account = {
  ...FRESH,
  can_delete: true,
  to_teach: ["human_review"],
  to_test: ["delete_recordings"],
  problems: ["not_taught", "not_tested"],
};
const TESTED: Account = {
  ...TAUGHT,
  to_test: [],
  nightly: { ...FRESH.nightly, tested: true },
  first_run: { ...FRESH.first_run, counting: null, usable: ["delete_recordings"] },
};
let home: FakeHome;

beforeEach(() => {
  history.replaceState(null, "", "/alexa-privacy");
  home = new FakeHome(rows(5));
});

const steps = (): string[] =>
  all("alexa-privacy-first-run .step").map((li) => li.textContent.replace(/\s+/g, " ").trim());
const buttons = (): string[] => all("alexa-privacy-first-run .step button").map((each) => each.textContent.trim());
const shown = (): string => `${location.pathname}${location.search}`;

async function show(account: Account): Promise<void> {
  home.accounts = [account];
  await open(home);
}

test("a new account begins with numbered steps, and only what can be done is a button", async () => {
  await show(FRESH);
  assert.match(textOf("alexa-privacy-first-run ul"), /^Signed in$/);
  assert.deepEqual(
    steps().map((said) => said.slice(0, 18)),
    ["2 Count 120 record", "3 Teach how to del", "4 Test Choose one ", "5 Nightly purge Ch", "6 Human review Ama"],
  );
  assert.deepEqual(buttons(), ["Teach", "Teach", "Leave as it is"]);
  assert.match(textOf("[aria-current=step]"), /^3 Teach how to delete/);
  // What a step says is no problem besides, and no second button leads there.
  assert.equal(all(".problems li").length, 0);
  assert.equal(all("button").filter((each) => each.getAttribute("aria-label")?.startsWith("Teach")).length, 2);
});

test("how long counting takes is said once it is known", async () => {
  await show({ ...FRESH, first_run: { ...FRESH.first_run, counting: { count: 4200, minutes: 7 } } });
  assert.match(steps()[0] ?? "", /4,200 recordings so far\. You don't need to wait\. About 7 min left\./);
});

test("what is taught is tested next, from wherever something is to be deleted", async () => {
  for (const way of ["Test", "Delete entire history", "Delete the recording from 19:30"]) {
    history.replaceState(null, "", "/alexa-privacy");
    await show(TAUGHT);
    await click(way);
    assert.equal(shown(), `${PAGE}&test=delete_recordings`);
    assert.equal(all("dialog").length, 0);
    assert.equal(home.asked("visit/open").at(-1)?.["only_test"], true);
  }
});

test("what deletes everything deletes no single recording, and an Echo neither", async () => {
  for (const [usable, way, may] of [
    ["delete_everything", "Delete entire history", true],
    ["delete_everything", "Delete the recording from 19:30", false],
    ["spoken", "Delete entire history", true],
    ["spoken", "Delete the recording from 19:30", false],
    ["delete_range", "Delete the recording from 19:30", true],
  ] as const) {
    history.replaceState(null, "", "/alexa-privacy");
    await show({ ...TESTED, first_run: { ...TESTED.first_run, usable: [usable] } });
    await click(way);
    assert.equal(all("dialog").length, may ? 1 : 0, `${usable}: ${way}`);
    assert.equal(shown(), may ? "/alexa-privacy" : `${PAGE}&teach=delete_recordings`);
  }
});

test("what was not tested has no tick, nor what was declined or is not known", async () => {
  for (const usable of [["delete_everything"], ["spoken"]]) {
    await show({ ...TAUGHT, first_run: { ...TAUGHT.first_run, usable } });
    assert.match(textOf("[aria-current=step]"), /^4 Test/);
  }
  await show({ ...TAUGHT, first_run: { ...TAUGHT.first_run, nights: true, review: true } });
  const ticked = (): string[] => all("alexa-privacy-first-run li:has(.icon)").map((li) => li.textContent.trim());
  assert.deepEqual(ticked(), ["Signed in", "Teach how to delete"]);
  const nightly = { ...TAUGHT.nightly, state: true };
  await show({ ...TAUGHT, good: ["review"], nightly, first_run: { ...TAUGHT.first_run, nights: true, review: true } });
  assert.deepEqual(ticked().slice(2), ["Nightly purge", "Human review"]);
  await show({ ...TESTED, review: { ...TESTED.review, state: null, taught: true } });
  assert.match(textOf("alexa-privacy-first-run .step:last-child"), /6 Human review Unknown/);
});

test("nights are kept clean for as many days as are said, or stay as they are", async () => {
  await show(TESTED);
  assert.match(textOf("alexa-privacy-first-run ul"), /Signed in.*Count.*Teach how to delete.*Test/);
  assert.deepEqual(buttons(), ["Turn on", "Keep off", "Teach", "Leave as it is"]);
  const field = one("alexa-privacy-first-run input") as HTMLInputElement;
  assert.equal(field.value, "30");
  field.value = "7";
  await click("Turn on");
  assert.equal(home.asked("decide").at(-1)?.["keep_days"], 7);
  assert.equal(home.asked("decide").at(-1)?.["nightly"], true);
  await click("Keep off");
  assert.equal(home.asked("decide").at(-1)?.["nightly"], false);
  await click("Leave as it is");
  assert.equal(home.asked("decide").at(-1)?.["accept_review"], true);
  field.value = "0";
  const before = home.asked("decide").length;
  await click("Turn on");
  assert.equal(home.asked("decide").length, before);
});

test("what is refused is said, and can be tried again", async () => {
  await show(TESTED);
  home.refusals.set("alexa_privacy/decide", { code: "not_stored", message: "The disk is full." });
  await click("Turn on");
  assert.match(textOf("alexa-privacy-first-run [role=alert]"), /The disk is full/);
  await click("Turn on");
  assert.equal(all("alexa-privacy-first-run [role=alert]").length, 0);
});

test("human review that is on is said, with the way to its switch", async () => {
  await show({ ...TESTED, to_teach: [], review: { ...TESTED.review, state: true, taught: true } });
  assert.match(textOf("alexa-privacy-first-run .step:last-child"), /6 Human review On: people may listen/);
  assert.deepEqual(buttons().slice(-2), ["Change", "Leave as it is"]);
});

test("nothing is left of it once all is done, nor where only another sign-in is missing", async () => {
  for (const problems of [[], ["signed_out"]]) {
    await show({ ...ACCOUNT, problems });
    assert.equal(all("alexa-privacy-first-run section").length, 0);
    assert.equal(all(".problems li").length, problems.length);
  }
});

test("a test without anything to test on can be tried again, and is no button that fails", async () => {
  history.replaceState(null, "", `${PAGE}&test=delete_recordings`);
  await show(TAUGHT);
  const error = { key: "test_too_few", placeholders: {}, message: "Fewer than three." };
  const nothing = {
    path: null,
    load: 0,
    expires: null,
    steps: [],
    current: null,
    note: null,
    result: null,
    shared: null,
  };
  home.tell("visit/open", { ...nothing, state: "to_test", error, candidates: [], reason: null });
  await settle();
  assert.match(textOf(".alone"), /Test: Delete recordings Fewer than three\./);
  assert.equal(all("button").filter((each) => each.textContent.includes("Delete and test")).length, 0);
  await click("Start again");
  assert.equal(home.asked("visit/test").at(-1)?.["recording"], "");
  const took = { key: "test_took_others", placeholders: {}, message: "Others are gone, too." };
  home.tell("visit/open", { ...nothing, state: "refused", error: took, candidates: [], reason: null });
  await settle();
  assert.match(textOf(".alone"), /Test: Delete recordings Others are gone, too\./);
  await click("Start again");
  assert.equal(shown(), `${PAGE}&teach=delete_recordings`);
});
