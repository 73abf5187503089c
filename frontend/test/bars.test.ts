import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf, barWidth, outline } from "../src/bars";

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
  const path = outline([bar(500), bar(0), bar(1)], 10, 96, ({ all }) => all);
  assert.equal(path, "M0 96v-96h8v96zM20 96v-2h8v2z");
});
