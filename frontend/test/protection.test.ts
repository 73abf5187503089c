import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ACCOUNT, FakeHome, HOUR, NOW, receipt, rows } from "./home";
import { click, open, settle, textOf } from "./screen";

let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(50));
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
    await open(home);
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
  await click("Change: Learned requests");
  assert.equal(
    `${location.pathname}${location.hash}`,
    "/config/integrations/integration/alexa_privacy#config_entry=entry",
  );
});

test("states that change elsewhere are asked for anew", async () => {
  const panel = await open(home, { states: { "switch.human_review": { state: "on" } } });
  home.accounts = [{ ...ACCOUNT, review: { ...ACCOUNT.review, state: false } }];
  panel.hass = { ...home.hass, states: { "switch.human_review": { state: "off" } } };
  await settle();
  assert.doesNotMatch(textOf("li"), /people may listen/);
});
