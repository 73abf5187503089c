import assert from "node:assert/strict";
import { test } from "node:test";
import { type CardAccount, DAYS, lastBars } from "../src/card-data";

const TODAY = "2026-11-26";
const ACCOUNT: CardAccount = {
  entry_id: "entry",
  title: null,
  loaded: true,
  signed_out: false,
  may_delete: false,
  days: [
    ["2026-11-20", 3, 1],
    ["2026-11-24", 2, 0],
  ],
  since: null,
  until: TODAY,
  complete: true,
};

test("all days have a bar once all is counted", () => {
  const { bars, from } = lastBars(ACCOUNT, TODAY);
  assert.equal(bars.length, DAYS);
  assert.equal(from, 0);
  assert.deepEqual(bars.at(-3), { day: "2026-11-24", all: 2, unintended: 0 });
});

test("what is not counted has no bar: neither what was not reached yet, nor what came since", () => {
  const { bars, from } = lastBars({ ...ACCOUNT, complete: false, since: "2026-11-20", until: "2026-11-24" }, TODAY);
  assert.deepEqual([bars[0]?.day, bars.at(-1)?.day, bars.length], ["2026-11-20", "2026-11-24", 5]);
  assert.equal(from, DAYS - 7);
  assert.deepEqual(lastBars({ ...ACCOUNT, until: null }, TODAY).bars, []);
  assert.deepEqual(lastBars({ ...ACCOUNT, until: "2026-10-01" }, TODAY).bars, []);
});
