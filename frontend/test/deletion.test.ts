import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../src/api";
import { Deletion } from "../src/deletion";
import { FakeHome, progress, receipt } from "./home";

function deletion(home: FakeHome, target: Target = {}, dryRun = false) {
  const gone: string[] = [];
  const made = new Deletion(home, "entry", target, dryRun, (_, ids) => gone.push(...ids));
  return { made, gone };
}

test("progress, what is gone and the receipt are told", async () => {
  const home = new FakeHome();
  const { made, gone } = deletion(home, { ids: ["a", "b"] });
  await made.start();
  assert.ok(made.running);
  home.tell("delete", { progress: progress({ matched: 2, asked: 2, verified_gone: 1 }) });
  home.tell("delete", { gone: ["a"] });
  assert.deepEqual([made.progress?.verified_gone, gone], [1, ["a"]]);
  home.tell("delete", { receipt: receipt({ matched: 2 }) });
  assert.ok(!made.running);
});

test("everything is deleted only where that is said, not where nothing limits it", async () => {
  const home = new FakeHome();
  await deletion(home, { said: "x" }).made.start();
  await deletion(home, { everything: true }, true).made.start();
  await deletion(home, {}).made.start();
  assert.deepEqual(
    home.asked("delete").map(({ everything, dry_run }) => [everything, dry_run]),
    [
      [false, false],
      [true, true],
      [false, false],
    ],
  );
});

test("a refusal ends it with its message", async () => {
  const home = new FakeHome();
  home.refusals.set("alexa_privacy/delete", { code: "nothing_taught", message: "Teach it first." });
  const { made } = deletion(home);
  await made.start();
  assert.equal(made.error?.message, "Teach it first.");
});

test("a lost connection is no receipt, and the deletion is not sent again", async () => {
  const home = new FakeHome();
  const { made } = deletion(home);
  await made.start();
  made.lose();
  home.reconnect();
  assert.deepEqual([made.lost, made.receipt, home.asked("delete").length], [true, undefined, 1]);
});
