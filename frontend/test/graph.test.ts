import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeHome, rows } from "./home";
import { choose, click, field, one, open, setDay, settle, textOf } from "./screen";

const MIDNIGHT = "T00:00+01:00";
const WIDTH = 4;
let home: FakeHome;

beforeEach(() => {
  home = new FakeHome(rows(500));
});

/** Do something with the mouse at a bar, counted from the oldest. */
async function point(name: string, bar: number, change: PointerEventInit = {}): Promise<void> {
  one("[role=slider]").dispatchEvent(new PointerEvent(name, { clientX: bar * WIDTH + 1, ...change }));
  await settle();
}

async function press(key: string, shiftKey = false): Promise<void> {
  one("[role=slider]").dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey }));
  await settle();
}

/** What the fields show. */
function chosen(): string[] {
  return ["From", "Until"].map((label) => field(label).value);
}

test("a day that is chosen with the mouse means that day, in the list and in a deletion", async () => {
  await open(home);
  await setDay("from", "2026-11-01");
  await point("click", 3);
  assert.deepEqual(chosen(), ["2026-11-04", "2026-11-04"]);
  const listed = home.asked("recordings/subscribe").at(-1);
  await click("Delete all matching");
  for (const asked of [listed, home.asked("preview").at(-1)]) {
    assert.equal(asked?.["start"], Date.parse(`2026-11-04${MIDNIGHT}`));
    assert.equal(asked["end"], Date.parse(`2026-11-05${MIDNIGHT}`));
  }
  assert.match(textOf("dialog"), /on Wednesday, November 4, 2026/);
});

test("a day that is chosen with the keyboard means that day, beside all other filters", async () => {
  await open(home);
  await choose("Kind", "intended");
  await press("End");
  await press("ArrowLeft");
  await press("Enter");
  assert.deepEqual(chosen(), ["2026-11-20", "2026-11-20"]);
  assert.deepEqual(home.asked("recordings/subscribe").at(-1)?.["kinds"], ["intended"]);
});

test("several days are chosen by dragging, in either direction, and told before", async () => {
  await open(home);
  await point("pointerdown", 6, { buttons: 1 });
  await point("pointermove", 4, { buttons: 1 });
  assert.match(textOf(".told"), /^Nov 5, 2026 – Nov 7, 2026: 72 recorded, 1\d unintended/);
  await point("pointerup", 4);
  await point("click", 4);
  assert.deepEqual(chosen(), ["2026-11-05", "2026-11-07"]);
  await point("click", 9);
  assert.deepEqual(chosen(), ["2026-11-10", "2026-11-10"]);
});

test("several days are chosen with Shift", async () => {
  await open(home);
  await press("Home");
  await press("ArrowRight");
  await press("ArrowRight", true);
  await press("ArrowRight", true);
  await press("Enter");
  const [from, to] = chosen();
  assert.equal(Date.parse(to ?? "") - Date.parse(from ?? ""), 2 * 24 * 3_600_000);
  await press("Enter");
  assert.deepEqual(chosen(), [to, to]);
});

test("a button that was released elsewhere drags no longer", async () => {
  await open(home);
  await point("pointerdown", 2, { buttons: 1 });
  await point("pointermove", 5);
  await point("click", 5);
  assert.deepEqual(chosen(), ["2026-11-06", "2026-11-06"]);
});

test("the cursor stays on its day when days are counted anew", async () => {
  await open(home);
  await press("End");
  await press("ArrowLeft");
  const told = textOf(".told");
  home.rows = [...home.rows.filter((_, number) => number < 100)];
  home.reconnect();
  await settle();
  assert.equal(textOf(".told"), told);
  await press("Enter");
  assert.deepEqual(chosen(), ["2026-11-20", "2026-11-20"]);
});
