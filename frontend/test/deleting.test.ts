import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { preview, startDeletion } from "../src/api";
import { FakeHome, progress, receipt, row, rows } from "./home";
import { all, button, choose, click, one, open, setDay, settle, textOf, type } from "./screen";

const PREVIEW = {
  oldest: "2026-11-01T08:00:00+00:00",
  newest: "2026-11-21T18:30:00+00:00",
  by_device: { "Echo Küche": 40, "": 10 },
  requests: 4,
};
const LISTING_AND_PURGES = 2;
let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(50));
});

test("one recording is deleted after a question that says which, and stays until it is verified gone", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  assert.match(textOf("dialog"), /Delete 1 recording\? Nov 21, 2026, 18:30 · Echo Küche · “play some jazz 1”/);
  assert.equal(home.asked("delete").length, 0);
  await click("Delete");
  assert.deepEqual(home.asked("delete")[0]?.["ids"], ["row-1"]);
  assert.match(textOf("article.leaving"), /jazz 1/);
  home.tellOfDeletions({ receipt_id: "first", gone: ["row-1"] });
  home.tellOfDeletions({ receipt: receipt(), error: null });
  await settle();
  assert.doesNotMatch(textOf("article"), /jazz 1 /);
  assert.match(textOf(".banner"), /1 of 1 deleted and verified gone\./);
});

test("a recording that is still listed stays, and that is said", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.tellOfDeletions({ receipt: receipt({ status: "failed", verified_gone: 0, still_listed: 1 }), error: null });
  await settle();
  assert.match(textOf("article"), /jazz 1 /);
  assert.match(textOf(".banner"), /0 of 1 deleted and verified gone\. 1 is still listed\./);
});

test("the whole history is counted before anything is deleted, and its size is typed", async () => {
  await open(home);
  await click("Delete entire history");
  assert.match(textOf("dialog"), /Counting: 0 so far… The entire voice history of mia@example.org, from the first/);
  assert.ok(button("Delete").disabled);
  assert.deepEqual([home.asked("preview").length, home.asked("delete").length], [1, 0]);
  home.tell("preview", { progress: progress({ listed: 30 }) });
  await settle();
  assert.match(textOf("dialog"), /Counting: 30 so far…/);
  home.tell("preview", { receipt: receipt({ status: "dry_run", matched: 50, ...PREVIEW }) });
  await settle();
  assert.match(textOf("dialog"), /Delete 50 recordings\?/);
  assert.match(
    textOf("dialog"),
    /Nov 1, 2026, 09:00 – Nov 21, 2026, 19:30 · Echo Küche 40 · Unknown Echo 10 · 4 requests to Amazon/,
  );
  for (const typed of ["", "5", "500", "5 recordings", "0x32", "٥٠"]) {
    await type("dialog input", typed);
    assert.ok(button("Delete").disabled, typed);
  }
  await type("dialog input", "５０");
  await click("Delete");
  for (const command of ["preview", "delete"]) {
    assert.deepEqual(
      home.asked(command).map(({ everything }) => everything),
      [true],
    );
  }
});

test("everything is deleted only where that is said, not where nothing limits it", async () => {
  for (const target of [{ said: "x" }, { everything: true }, {}] as const) {
    await startDeletion(home, { entry_id: "entry" }, target);
    await preview(home, { entry_id: "entry" }, target, () => undefined);
  }
  for (const command of ["preview", "delete"]) {
    assert.deepEqual(
      home.asked(command).map(({ everything }) => everything),
      [false, true, false],
    );
  }
});

test("a size of thousands may be typed as it is written", async () => {
  await open(home);
  await click("Delete entire history");
  home.tell("preview", { receipt: receipt({ status: "dry_run", matched: 20_050 }) });
  await settle();
  assert.match(textOf("dialog label"), /type the number of recordings: 20,050/);
  for (const typed of ["20050", "20,050", "20.050", "20 050"]) {
    await type("dialog input", typed);
    assert.ok(!button("Delete").disabled, typed);
  }
});

test("in every question the focus is on what deletes nothing", async () => {
  await open(home);
  for (const ask of ["Delete the recording from 18:30", "Delete entire history"]) {
    await click(ask);
    assert.deepEqual(
      all("dialog [autofocus]").map((each) => each.textContent.trim()),
      ["Cancel"],
    );
    assert.equal(all("dialog form").length, 0);
    await click("Cancel");
  }
  assert.deepEqual([home.asked("preview").length, home.asked("delete").length], [1, 0]);
});

test("what is deleted is what the question was about, whatever happens to the page meanwhile", async () => {
  await open(home);
  await choose("Kind", "unintended");
  await click("Delete all matching");
  home.tell("preview", { receipt: receipt({ status: "dry_run", matched: 10 }) });
  await settle();
  assert.match(textOf("dialog"), /Delete 10 recordings\? Unintended Amazon deletes the selection/);
  await choose("Kind", "");
  await click("Delete");
  for (const command of ["preview", "delete"]) {
    assert.deepEqual(
      home.asked(command).map(({ everything, kinds }) => [everything, kinds]),
      [[false, ["unintended"]]],
    );
  }
});

for (const [said, from, to] of [
  ["on Wednesday, November 18, 2026", "2026-11-18", "2026-11-18"],
  ["from Nov 1, 2026 until Nov 20, 2026", "2026-11-01", "2026-11-20"],
  ["from Nov 1, 2026 until now", "2026-11-01", ""],
  ["everything up to Nov 20, 2026", "", "2026-11-20"],
] as const) {
  test(`a question says how far it reaches: ${said}`, async () => {
    home.rows = rows(500);
    await open(home);
    await setDay("from", from);
    await setDay("to", to);
    await click("Delete all matching");
    assert.ok(textOf("dialog").includes(`Counting: 0 so far… ${said} Amazon deletes the selection`), textOf("dialog"));
    const [asked] = home.asked("preview");
    assert.equal(asked?.["start"], from ? Date.parse(`${from}T00:00+01:00`) : undefined);
    assert.equal(asked?.["end"], to ? Date.parse(`${to}T24:00+01:00`) : undefined);
    assert.equal(asked?.["everything"], false);
  });
}

test("counting that fails says why, and nothing can be deleted", async () => {
  await open(home);
  await click("Delete entire history");
  home.tell("preview", { error: { code: "nothing_taught", message: "Teach it first." } });
  await settle();
  assert.match(textOf("dialog"), /Could not count the recordings .* Teach it first\./);
  assert.ok(button("Delete").disabled);
});

test("what is being deleted is ticked no more, and cannot be ticked", async () => {
  await open(home);
  one("article.row input").click();
  await settle();
  await click("Delete 1 recording");
  await click("Delete");
  assert.ok(button("Delete entire history"));
  assert.ok((one("article.leaving input") as HTMLInputElement).disabled);
});

test("a deletion tells how far it is", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  assert.match(textOf(".banner"), /Listing what to delete…/);
  home.tellOfDeletions({ progress: progress({ listed: 7 }) });
  await settle();
  assert.match(textOf(".banner"), /Counting: 7 so far…/);
  home.tellOfDeletions({ progress: progress({ matched: 4, asked: 3, verified_gone: 1 }) });
  await settle();
  assert.match(textOf(".banner"), /Deleting 4: 3 requested, 1 verified gone so far\./);
  assert.equal((one("progress") as HTMLProgressElement).getAttribute("value"), "4");
});

test("a deletion that runs can be cancelled, and says what came of it", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  await click("Cancel deletion");
  assert.deepEqual(
    home.asked("cancel").map(({ receipt_id }) => receipt_id),
    ["first"],
  );
  assert.match(textOf(".banner"), /Canceling: the current request finishes first\./);
  const figures = { matched: 4, verified_gone: 1, still_listed: 3 };
  home.tellOfDeletions({ receipt: receipt({ status: "partial", error: "purge_cancelled", ...figures }), error: null });
  await settle();
  assert.match(textOf(".banner"), /Canceled\. 1 of 4 deleted and verified gone\. 3 are still listed\.$/);
});

test("a deletion that is cancelled before it is known what it is called is cancelled once it is", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  home.isHeld = true;
  await click("Delete");
  await click("Cancel deletion");
  assert.deepEqual(home.asked("cancel"), []);
  home.release();
  await settle();
  assert.equal(home.asked("cancel")[0]?.["receipt_id"], "first");
});

test("cancelling that is refused lets the deletion go on", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.tellOfDeletions({ progress: progress({ matched: 1 }) });
  await settle();
  home.refusals.set("alexa_privacy/cancel", { code: "not_loaded", message: "The account is not loaded." });
  await click("Cancel deletion");
  assert.match(textOf(".banner"), /Deleting 1: 0 requested/);
});

test("a deletion that is refused says why, and can be dismissed", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  home.refusals.set("alexa_privacy/delete", { code: "not_stored", message: "The disk is full." });
  await click("Delete");
  assert.equal(textOf(".banner"), "The disk is full.");
  assert.equal(all("article.leaving").length, 0);
  await click("Dismiss");
  assert.equal(textOf(".banner"), "");
});

test("a deletion that fails says why, and its receipt is not called a success", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  const failed = receipt({ status: "failed", matched: null, verified_gone: 0 });
  home.tellOfDeletions({ receipt: failed, error: { code: "nothing_taught", message: "Teach it first." } });
  await settle();
  assert.equal(textOf(".banner"), "Teach it first.");
  assert.match(textOf("article"), /jazz 1 /);
});

test("a receipt that is not on disk yet is no end", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.tellOfDeletions({ receipt_id: "first", delayed: { code: "not_stored", message: "The disk is full." } });
  await settle();
  assert.match(textOf(".banner"), /^The disk is full\./);
  assert.equal(all("article.leaving").length, 1);
  home.tellOfDeletions({ receipt: receipt(), error: null });
  await settle();
  assert.match(textOf(".banner"), /1 of 1 deleted and verified gone\./);
});

test("what comes before the answer that names a deletion is not taken for another's, and is not lost", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  home.isHeld = true;
  await click("Delete");
  home.tellOfDeletions({ progress: progress({ matched: 1 }) });
  home.tellOfDeletions({ receipt_id: "first", gone: ["row-1"] });
  home.tellOfDeletions({ receipt: receipt(), error: null });
  await settle();
  assert.match(textOf(".banner"), /^Listing what to delete…/);
  home.release();
  await settle();
  assert.doesNotMatch(textOf("article"), /jazz 1 /);
  assert.match(textOf(".banner"), /^1 of 1 deleted and verified gone\./);
  assert.equal(all(".banner").length, 1);
});

test("two deletions of this page do not mix", async () => {
  await open(home);
  for (const time of ["18:30", "17:30"]) {
    await click(`Delete the recording from ${time}`);
    await click("Delete");
  }
  home.tellOfDeletions({ receipt: receipt({ receipt_id: "second", matched: 8, verified_gone: 8 }), error: null });
  home.tellOfDeletions({ progress: progress({ matched: 4 }) });
  await settle();
  assert.equal(textOf(".banner span[role=status]").split(" | ").length, 2);
  assert.match(textOf(".banner"), /Deleting 4: 0 requested.* \| 8 of 8 deleted and verified gone\./);
});

test("what others delete is shown once, can be cancelled, and leads to a new list", async () => {
  await open(home);
  home.tellOfDeletions({ progress: progress({ receipt_id: "nightly", matched: 9, asked: 5 }) });
  await settle();
  assert.match(textOf(".banner"), /Started elsewhere\. Deleting 9: 5 requested, 0 verified gone so far\./);
  await click("Cancel deletion");
  assert.match(textOf(".banner"), /Started elsewhere\. Canceling/);
  assert.equal(home.asked("cancel")[0]?.["receipt_id"], "nightly");
  home.tellOfDeletions({ receipt: receipt({ receipt_id: "nightly" }), error: null });
  await settle();
  assert.equal(textOf(".banner"), "");
  assert.deepEqual([home.asked("recordings/subscribe").length, home.asked("accounts").length], [2, 2]);
});

test("what others have deleted takes no ticks away, but for rows that are gone", async () => {
  await open(home);
  for (const tick of all("article.row input").slice(0, 2)) {
    tick.click();
  }
  await settle();
  assert.ok(button("Delete 2 recordings"));
  home.tellOfDeletions({ progress: progress({ receipt_id: "nightly" }) });
  home.tellOfDeletions({ receipt_id: "nightly", gone: ["row-0"] });
  home.tellOfDeletions({ receipt: receipt({ receipt_id: "nightly" }), error: null });
  await settle();
  assert.ok(button("Delete 1 recording"));
  assert.equal(home.asked("recordings/subscribe").length, 1);
});

test("what this page deletes goes on to be shown when the connection was lost", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.tellOfDeletions({ progress: progress({ matched: 4 }) });
  await settle();
  assert.equal(all(".banner").length, 1);
  home.unfinished = ["first"];
  home.reconnect();
  await settle();
  home.tellOfDeletions({ progress: progress({ matched: 4, asked: 4 }) });
  await settle();
  assert.match(textOf(".banner"), /^Deleting 4: 4 requested/);
  home.tellOfDeletions({ receipt: receipt({ matched: 4, verified_gone: 4 }), error: null });
  await settle();
  assert.match(textOf(".banner"), /^4 of 4 deleted and verified gone\./);
  assert.equal(home.asked("delete").length, 1);
});

test("what has ended while the connection was lost is shown no more, and the list is requested again", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.disconnect();
  await settle();
  assert.match(textOf(".banner"), /Connection lost\. The deletion continues/);
  const listed = home.asked("recordings/subscribe").length;
  home.reconnect();
  await settle();
  assert.doesNotMatch(textOf(".banner"), /deletion continues/);
  assert.ok(home.asked("recordings/subscribe").length > listed);
  assert.equal(home.asked("delete").length, 1);
});

test("an account that was loaded again goes on with what is not finished, and forgets what is", async () => {
  await open(home);
  await click("Delete the recording from 18:30");
  await click("Delete");
  home.tellOfDeletions({ unfinished: ["first"] });
  await settle();
  assert.match(textOf(".banner"), /^Listing what to delete/);
  home.tellOfDeletions({ unfinished: [] });
  await settle();
  assert.equal(textOf(".banner"), "");
});

test("a question that is cancelled deletes nothing, and counting ends", async () => {
  await open(home);
  await click("Delete entire history");
  await click("Cancel");
  assert.deepEqual([all("dialog").length, home.open], [0, LISTING_AND_PURGES]);
});

test("a day is ticked whole, as far as it has to be listed for that", async () => {
  home.rows = Array.from({ length: 50 }, (_, number) => row(number, { time: row(0).time - number * 60_000 }));
  await open(home);
  one("article.heading input").click();
  await settle();
  assert.ok(button("Delete 50 recordings"));
  assert.ok((one("article.heading input") as HTMLInputElement).checked);
});

test("a day of which not all is listed does not look ticked, and its rest is not left out", async () => {
  home.rows = Array.from({ length: 50 }, (_, number) => row(number, { time: row(0).time - number * 60_000 }));
  await open(home);
  // Nothing more comes for now.
  home.refusals.set("alexa_privacy/recordings/more", {
    code: "cannot_connect",
    message: "Cannot reach Amazon. Check your internet connection and try again.",
  });
  one("article.heading input").click();
  await settle();
  const day = one("article.heading input") as HTMLInputElement;
  assert.deepEqual([day.checked, day.indeterminate], [false, true]);
  assert.ok(button("Delete 20 recordings"));
  day.click();
  await settle();
  assert.ok(button("Delete 50 recordings"));
});

test("nothing is deleted while more is being ticked", async () => {
  home.rows = Array.from({ length: 50 }, (_, number) => row(number, { time: row(0).time - number * 60_000 }));
  await open(home);
  home.isSlow = true;
  one("article.heading input").click();
  await settle();
  assert.ok(button("Delete 20 recordings").disabled);
});

test("what is counted already is shown at once, and nobody has to wait for the exact number", async () => {
  home.about = 40;
  await open(home);
  await choose("Kind", "intended");
  await click("Delete all matching");
  await settle();
  assert.match(
    textOf("dialog"),
    /Delete about 40 recordings\?.*This deletes all that Amazon lists.*Counting: 0 so far…/,
  );
  assert.deepEqual(home.asked("estimate")[0]?.["kinds"], ["intended"]);
  assert.ok(!button("Delete").disabled);
  home.tell("preview", { receipt: receipt({ status: "dry_run", matched: 39, ...PREVIEW }) });
  await settle();
  assert.match(textOf("dialog"), /Delete 39 recordings\?/);
  // Nobody presses for one number and deletes another.
  assert.ok(button("Delete").disabled);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.ok(!button("Delete").disabled);
  assert.doesNotMatch(textOf("dialog"), /about|This deletes all/);
  await click("Cancel");
  await click("Delete all matching");
  await settle();
  await click("Delete");
  assert.deepEqual(home.asked("delete")[0]?.["kinds"], ["intended"]);
});

test("an estimate of nothing, or of what cannot be deleted, is no reason to delete", async () => {
  home.about = 0;
  await open(home);
  await click("Delete entire history");
  await settle();
  assert.match(textOf("dialog"), /Counting: 0 so far…/);
  assert.ok(button("Delete").disabled);
  await click("Cancel");
  home.about = 40;
  await click("Delete entire history");
  await settle();
  assert.ok(button("Delete").disabled);
  await type("dialog input", "40");
  assert.ok(!button("Delete").disabled);
  home.tell("preview", { error: { code: "not_tested", message: "Not tested yet." } });
  await settle();
  assert.ok(button("Delete").disabled);
  assert.match(textOf("dialog"), /Could not count the recordings.*Not tested yet\./);
});
