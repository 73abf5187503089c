import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf, barWidth, mostOf, outline, scaleFor, stretchesOf } from "../src/bars";

const days = { since: "2026-11-01", until: "2026-11-05", complete: true };

test("days without recordings are drawn empty, days that are not counted not at all", () => {
  const bars = barsOf({
    ...days,
    days: [
      ["2026-11-02", 4, 1],
      ["2026-11-04", 2, 0],
    ],
  });
  assert.deepEqual(
    bars.map(({ day, all, unintended }) => [day, all, unintended]),
    [
      ["2026-11-02", 4, 1],
      ["2026-11-03", 0, 0],
      ["2026-11-04", 2, 0],
      ["2026-11-05", 0, 0],
    ],
  );
});

test("a day that is not counted to its end is left out", () => {
  const bars = barsOf({ ...days, since: "2026-11-04", complete: false, days: [["2026-11-03", 9, 0]] });
  assert.deepEqual(
    bars.map(({ day }) => day),
    ["2026-11-04", "2026-11-05"],
  );
});

test("before anything is counted there is nothing to draw", () => {
  assert.deepEqual(barsOf({ days: [], since: null, until: null, complete: false }), []);
});

test("few days are not stretched, many stay wide enough to be hit", () => {
  assert.equal(barWidth(1000, 3), 24);
  assert.equal(barWidth(1000, 100), 10);
  assert.equal(barWidth(1000, 5000), 4);
});

test("the highest day fills the graph, and a single recording can still be seen", () => {
  const bar = (all: number) => ({ day: "2026-11-01", all, unintended: 0 });
  const path = outline([bar(500), bar(0), bar(1)], 10, 96, 500, ({ all }) => all);
  assert.equal(path, "M0 96v-96h8v96zM20 96v-2h8v2z");
});

test("the scale has round marks that hold the highest day, and none between two recordings", () => {
  assert.deepEqual(scaleFor(0), [0, 1]);
  assert.deepEqual(scaleFor(1), [0, 1]);
  assert.deepEqual(scaleFor(3), [0, 1, 2, 3]);
  assert.deepEqual(scaleFor(7), [0, 5, 10]);
  assert.deepEqual(scaleFor(23), [0, 10, 20, 30]);
  assert.deepEqual(scaleFor(48_211), [0, 20_000, 40_000, 60_000]);
  for (let most = 1; most < 3000; most += 1) {
    const marks = scaleFor(most);
    assert.ok(marks.length <= 4 && (marks.at(-1) ?? 0) >= most && marks.every(Number.isInteger), String(most));
  }
  assert.equal(mostOf([]), 0);
});

test("months and years are named where they begin, and are as long as what is counted of them", () => {
  const bars = barsOf({ days: [["2025-12-30", 1, 0]], since: "2025-12-30", until: "2026-02-02", complete: true });
  assert.deepEqual(stretchesOf(bars, 7), [
    { name: "2025-12", first: 0, count: 2 },
    { name: "2026-01", first: 2, count: 31 },
    { name: "2026-02", first: 33, count: 2 },
  ]);
  assert.deepEqual(
    stretchesOf(bars, 4).map(({ name, count }) => [name, count]),
    [
      ["2025", 2],
      ["2026", 33],
    ],
  );
});
