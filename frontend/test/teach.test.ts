import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type { Step, Visit } from "../src/visit";
import { ACCOUNT, FakeHome, localize, NOW, row, rows } from "./home";
import { all, button, click, one, open, settle, textOf } from "./screen";

const PATH = "/api/alexa_privacy/visit/token/alexa-privacy/apd/rvh";
const UNTAUGHT = {
  ...ACCOUNT,
  can_delete: false,
  first_run: { counting: null, usable: [], nights: false, review: false },
  to_teach: ["delete", "human_review"],
  review: { entity_id: null, state: null, taught: false },
};
const SNORING = { time: new Date(NOW).toISOString(), device: "Küche", said: "what helps against snoring" };
const WALRUS = { time: new Date(NOW - 7_200_000).toISOString(), device: "", said: "" };
let home: FakeHome;

// No frame is loaded here, and each would be complained about.
mock.method(console, "error", () => undefined);

beforeEach(() => {
  home = new FakeHome(rows(5));
  home.accounts = [UNTAUGHT];
});

function step(key: string, placeholders: Record<string, string> = {}, done = false): Step {
  return { key, placeholders, done };
}

/** The four flips of a setting, of which some are done; the page loads again after each. */
function flips(done: number, loaded: number): Step[] {
  return [1, 2, 3, 4].flatMap((number) => [
    step("flip", { setting: "human_review", number: String(number) }, number <= done),
    { ...step("load", { number: String(number) }, number <= loaded), waits: true as const },
  ]);
}

function visit(change: Partial<Visit> = {}): Visit {
  const steps = change.steps ?? [step("delete", SNORING), step("delete", WALRUS)];
  const current = steps.findIndex(({ done }) => !done);
  return {
    state: "open",
    path: PATH,
    load: 0,
    expires: new Date(Date.now() + 15 * 60_000).toISOString(),
    note: null,
    error: null,
    result: null,
    shared: null,
    candidates: [],
    reason: null,
    ...change,
    steps,
    current: current < 0 ? null : current,
  };
}

async function show(change: Partial<Visit> = {}): Promise<void> {
  home.tell("visit/open", visit(change));
  await settle();
}

async function openLesson(lesson = "delete_recordings"): Promise<void> {
  history.replaceState(null, "", `/alexa-privacy?account=entry&teach=${lesson}`);
  await open(home);
  assert.deepEqual(
    home.asked("visit/open").map(({ entry_id, lesson: name }) => [entry_id, name]),
    [["entry", lesson]],
  );
}

const says = (): string => textOf("[role=status]");
const frame = (): HTMLIFrameElement => one("iframe") as HTMLIFrameElement;
const shown = (): string => `${location.pathname}${location.search}`;

test("what is untaught offers to be taught, and a deletion leads to its lesson instead of an error", async () => {
  for (const way of [
    "Teach: Delete recordings",
    "Teach: Human review",
    "Delete entire history",
    "Delete the recording from 19:30",
  ]) {
    history.replaceState(null, "", "/alexa-privacy");
    await open(home);
    await click(way);
    assert.equal(
      shown(),
      `/alexa-privacy?account=entry&teach=${way.includes("review") ? "human_review" : "delete_recordings"}`,
    );
    assert.equal(all("dialog").length, 0);
    assert.equal(home.asked("preview").length + home.asked("delete").length, 0);
    assert.equal(all("alexa-privacy-teach").length, 1);
  }
});

test("a lesson that is none shows the account's page", async () => {
  history.replaceState(null, "", "/alexa-privacy?account=entry&teach=constructor");
  await open(home);
  assert.equal(all("alexa-privacy-teach").length, 0);
  assert.equal(home.asked("visit/open").length, 0);
});

test("Amazon's page is in a frame that may do nothing but run scripts, send forms and ask", async () => {
  await openLesson();
  assert.match(says(), /Loading your newest recordings/);
  await show();
  assert.equal(frame().getAttribute("sandbox"), "allow-scripts allow-forms allow-modals");
  assert.equal(frame().getAttribute("src"), PATH);
  assert.equal(frame().getAttribute("referrerpolicy"), "no-referrer");
  const first = frame();
  await show({ note: { key: "failed", placeholders: {} } });
  assert.equal(frame(), first, "what is going on in the frame goes on");
  await show({ load: 1 });
  assert.notEqual(frame(), first, "another load is another frame");
  const second = frame();
  await click("Load Amazon's page again");
  assert.notEqual(frame(), second);
});

test("a deletion is taught with what was seen, not with a word of its owner", async () => {
  await openLesson();
  await show();
  assert.match(says(), /delete this recording: Nov 21, 2026, 19:30 · Küche “what helps against snoring”/);
  assert.equal(textOf("li.now"), "1 Not done yet.");
  const note = { key: "other_recording", placeholders: { ...SNORING, said: "walrus" } };
  await show({ note });
  assert.match(says(), /That was another recording\. No harm done.*“walrus”/);
  await show({ steps: [step("delete", SNORING, true), step("delete", WALRUS)] });
  assert.match(says(), /^Seen\. Now delete this one: .*Unknown Echo No words/);
  assert.equal(all("li.done").length, 1);
  await show({ state: "learning", path: null });
  assert.match(says(), /Learning from what you showed/);
  assert.equal(all("iframe").length, 0);
  await show({
    state: "learned",
    result: '**Delete recordings**\n- `POST /alexa-privacy/x` `{"a":"<b>"}`\n  Sent whenever.',
  });
  assert.match(textOf(".result"), /^Delete recordingsSent whenever\. POST \/alexa-privacy\/x \{"a":"<b>"\}$/);
  await click("Agree");
  assert.deepEqual(
    home.asked("visit/agree").map(({ subscription, is_on }) => [subscription, is_on]),
    [[home.asked("visit/open")[0]?.id, undefined]],
  );
  const candidates = [
    { id: "one", ...SNORING },
    { id: "two", ...WALRUS },
  ];
  await show({ state: "to_test", candidates });
  assert.match(textOf("label"), /snoring.* \| .*Unknown Echo/);
  await click("Delete and test");
  assert.equal(home.asked("visit/test").at(-1)?.["recording"], "one");
  const error = { key: "test_still_listed", placeholders: {}, message: "It is still listed." };
  await show({ state: "to_test", candidates, error });
  assert.match(textOf("[role=alert]"), /It is still listed\./);
  (all("input[type=radio]")[1] as HTMLInputElement).click();
  await click("Delete and test");
  assert.equal(home.asked("visit/test").at(-1)?.["recording"], "two");
  await show({ state: "testing" });
  assert.match(says(), /Deleting one recording/);
  const accounts = home.asked("accounts").length;
  home.accounts = [{ ...UNTAUGHT, can_delete: true, to_teach: ["human_review"] }];
  await show({ state: "done" });
  assert.equal(home.asked("accounts").length, accounts + 1);
  assert.match(textOf(".alone"), /Done: Delete recordings Tested: exactly this recording is gone/);
  await click("Next: Human review");
  assert.equal(shown(), "/alexa-privacy?account=entry&teach=human_review");
  assert.equal(home.asked("visit/close").length, 1);
  assert.equal(home.asked("visit/open").at(-1)?.["lesson"], "human_review");
});

for (const wasOn of [true, false]) {
  test(`a setting is said which way to turn, from ${wasOn ? "on" : "off"}`, async () => {
    await openLesson("human_review");
    await show({ steps: flips(0, 0) });
    assert.match(says(), /How does Amazon's page below show this setting now\?/);
    await click(wasOn ? "It is on" : "It is off");
    const turns = wasOn ? ["off", "on", "off", "on"] : ["on", "off", "on", "off"];
    for (const [number, turn] of turns.entries()) {
      await show({ steps: flips(number, number), load: number });
      assert.ok(says().includes(`Turn it ${turn}: Human review`), says());
      assert.equal(all("li").length, 4);
      await show({ steps: flips(number + 1, number), load: number });
      assert.match(says(), /^Seen\. Amazon's page loads again by itself/);
    }
    await show({ state: "learned", path: null, steps: flips(4, 4), result: "**Human review**" });
    assert.equal(textOf(".result h3"), "Human review");
    await click("Agree");
    assert.equal(home.asked("visit/agree").at(-1)?.["is_on"], wasOn);
    const error = { key: "setting_opposite", placeholders: {}, message: "The opposite." };
    await show({ state: "learned", path: null, steps: flips(4, 4), result: "**Human review**", error });
    assert.match(textOf("[role=alert]"), /The opposite\./);
    await click("It is off");
    assert.equal(home.asked("visit/agree").at(-1)?.["is_on"], false);
    await show({ state: "done", path: null });
    assert.match(textOf(".alone"), /can change this setting/);
  });
}

test("a setting whose lesson is half done is asked about as it is now", async () => {
  await openLesson("human_review");
  await show({ steps: flips(1, 1) });
  await click("It is off");
  assert.match(says(), /^Seen\. Turn it on: Human review/);
  await show({ state: "learned", path: null, steps: flips(4, 4), result: "" });
  await click("Agree");
  assert.equal(home.asked("visit/agree").at(-1)?.["is_on"], true);
});

test("a page that does not work here leads to a tab of its own and to the HAR file", async () => {
  await openLesson();
  await show({ note: { key: "no_listing", placeholders: {} } });
  const tab = one(".guide a") as HTMLAnchorElement;
  assert.deepEqual([tab.getAttribute("href"), tab.target, tab.rel], [PATH, "_blank", "noreferrer"]);
  await click("Use a HAR file");
  assert.equal(
    `${location.pathname}${location.hash}`,
    "/config/integrations/integration/alexa_privacy#config_entry=entry",
  );
});

for (const [reason, said] of [
  ["expired", "The 15 minutes are over."],
  ["signed_out", "Amazon requires you to sign in again."],
  ["unloaded", "The account was reloaded"],
  ["elsewhere", "continues in another tab"],
] as const) {
  test(`a visit that is over can be opened again: ${reason}`, async () => {
    await openLesson();
    await show();
    await show({ state: "closed", path: null, reason });
    assert.ok(textOf("[role=alert]").includes(said));
    assert.equal(all("iframe").length, 0);
    await click("Open again");
    assert.equal(home.asked("visit/open").length, 2);
    await show();
    assert.ok(frame());
  });
}

test("what cannot be learned is said, with both ways on", async () => {
  await openLesson();
  const error = { key: "part_time", placeholders: {}, message: "This date cannot be made again." };
  await show({ state: "refused", path: null, error });
  assert.match(textOf("[role=alert]"), /This date cannot be made again\./);
  assert.ok(button("Use a HAR file"));
  await click("Start again");
  assert.equal(home.asked("visit/open").length, 2);
});

test("a visit that is refused at once, and a command that is, are said", async () => {
  home.refusals.set("alexa_privacy/visit/open", { code: "signed_out", message: "Sign in first." });
  await openLesson();
  assert.match(textOf("[role=alert]"), /Sign in first\./);
  await click("Start again");
  await show({ state: "learned", result: "" });
  home.refusals.set("alexa_privacy/visit/agree", { code: "x", message: "Not now." });
  await click("Agree");
  assert.match(textOf("[role=alert]"), /Not now\./);
});

const OFFER: Partial<Visit> = {
  state: "offered",
  path: null,
  result: "**Delete recordings**\n- `POST /alexa-privacy/made-up`\n  Sent whenever recordings are deleted.",
  shared: {
    site: "amazon.de",
    tested: [{ by: "octocat", on: "2026-11-20", home_assistant: "2026.11.2", alexa_privacy: "0.1.0" }],
  },
};

test("what others have tested is offered first: who they are, what it sends and where", async () => {
  await openLesson();
  await show(OFFER);
  const said = textOf("section.alone");
  assert.match(said, /Others have tested: Delete recordings/);
  assert.match(said, /sends it to amazon\.de only/);
  assert.match(said, /Sent whenever recordings are deleted\. POST \/alexa-privacy\/made-up/);
  assert.match(said, /Tested by octocat on Nov 20, 2026: Home Assistant 2026\.11\.2, Alexa Privacy 0\.1\.0/);
  assert.equal(all("iframe").length, 0);
  await click("Use it");
  assert.deepEqual(Object.keys(home.asked("visit/agree")[0] ?? {}).sort(), ["id", "subscription", "type"]);
  await show(OFFER);
  await click("Show it myself");
  assert.equal(home.asked("visit/show").length, 1);
  await show();
  assert.ok(frame());
});

test("a setting of others is tested by changing it and changing it back", async () => {
  await openLesson("human_review");
  await show({ ...OFFER, steps: [] });
  await click("Use it");
  await show({ state: "to_test", path: null, steps: [] });
  assert.equal(all("input").length, 0);
  await click("Test");
  assert.equal(home.asked("visit/test")[0]?.["recording"], "");
  await show({ state: "testing", path: null, steps: [] });
  assert.match(says(), /changing it back/);
  await show({ state: "done", path: null, steps: [] });
  assert.doesNotMatch(textOf("button"), /Share/);
});

test("a tested request is shared by its owner: shown first, then a form in a new tab", async () => {
  await openLesson();
  await show({ state: "done", path: null });
  home.contribution = { error: { message: "/json/a may be personal." } };
  await click("Share");
  assert.match(textOf("[role=alert]"), /\/json\/a may be personal\./);
  home.contribution = { document: '{"version": 1}', address: "https://example.org/new?a=b", is_filled: true };
  await click("Share");
  assert.equal(textOf("pre"), '{"version": 1}');
  assert.match(textOf("[role=status]"), /Nothing has been sent/);
  assert.doesNotMatch(textOf("[role=status]"), /too long/);
  const link = one("a.button") as HTMLAnchorElement;
  assert.deepEqual(
    ["href", "target", "rel"].map((name) => link.getAttribute(name)),
    ["https://example.org/new?a=b", "_blank", "noreferrer"],
  );
  assert.deepEqual(
    home.asked("share").map(({ entry_id, lesson }) => [entry_id, lesson]),
    [
      ["entry", "delete_recordings"],
      ["entry", "delete_recordings"],
    ],
  );
});

test("a long request is copied, and the form is empty", async () => {
  await openLesson();
  await show({ state: "done", path: null });
  home.contribution = { document: "{}", address: "https://example.org/new", is_filled: false };
  await click("Share");
  assert.match(textOf("[role=status]"), /too long for a link: copy it/);
});

test("the time that is left is said once it is short", async () => {
  await openLesson();
  await show();
  assert.doesNotMatch(textOf(".top"), /minute/);
  await show({ expires: new Date(Date.now() + 170_000).toISOString() });
  assert.match(textOf(".top"), /3 minutes left/);
  await show({ expires: new Date(Date.now() + 20_000).toISOString() });
  assert.match(textOf(".top"), /1 minute left/);
});

test("a connection that is lost and found goes on with the visit; what was lost is not ended", async () => {
  await openLesson();
  await show();
  home.reconnect();
  await settle();
  assert.equal(home.asked("visit/open").length, 2);
  assert.equal(home.asked("visit/close").length, 0);
  await show({ steps: [step("delete", SNORING, true), step("delete", WALRUS)] });
  assert.match(says(), /^Seen\./);
});

test("leaving a lesson closes its visit and goes back to the account, also by going back", async () => {
  await openLesson();
  await show();
  await click("Back to Voice History");
  assert.equal(home.asked("visit/close")[0]?.["subscription"], home.asked("visit/open")[0]?.id);
  assert.equal(shown(), "/alexa-privacy?account=entry");
  assert.equal(all("alexa-privacy-teach").length, 0);
  assert.ok(all("article").length);
  await click("Teach: Delete recordings");
  await show({ state: "to_test", candidates: [{ id: "one", ...SNORING }] });
  await click("Skip the test");
  assert.equal(home.asked("visit/close").length, 2);
  assert.equal(shown(), "/alexa-privacy?account=entry");
});

test("what was said is text in a lesson, too", async () => {
  const hostile = { ...SNORING, device: "<i>", said: "<img src=x>" };
  home.rows = [row(0)];
  await openLesson();
  await show({ steps: [step("delete", hostile)], note: { key: "other_recording", placeholders: hostile } });
  assert.match(says(), /<i> “<img src=x>”/);
  assert.equal(all("img, i").length, 0);
});

test("every step, note and reason that there is has its words", () => {
  for (const key of [
    "delete_range",
    "delete_range_second",
    "show_all",
    "delete_all",
    "show_all_again",
    "note_throttled",
  ]) {
    assert.ok(localize(`component.alexa_privacy.config_panel.teach.${key}`), key);
  }
});
