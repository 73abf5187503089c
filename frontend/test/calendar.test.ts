import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, Calendar, daysBetween } from "../src/calendar";

const HOUR = 3_600_000;

test("days begin at the home's midnight", () => {
  const calendar = new Calendar("Europe/Berlin");
  assert.equal(calendar.startOf("2026-11-21"), Date.parse("2026-11-20T23:00Z"));
  assert.equal(calendar.endOf("2026-11-21"), Date.parse("2026-11-21T23:00Z"));
});

test("the days clocks change are shorter or longer", () => {
  const calendar = new Calendar("Europe/Berlin");
  assert.equal(calendar.endOf("2026-03-29") - calendar.startOf("2026-03-29"), 23 * HOUR);
  assert.equal(calendar.endOf("2026-10-25") - calendar.startOf("2026-10-25"), 25 * HOUR);
});

test("a day without a midnight begins with its first moment", () => {
  const calendar = new Calendar("America/Santiago");
  assert.equal(calendar.startOf("2026-09-06"), Date.parse("2026-09-06T04:00Z"));
});

for (const zone of ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "Africa/Cairo", "UTC"]) {
  test(`every moment lies in its day: ${zone}`, () => {
    const calendar = new Calendar(zone);
    for (let time = Date.parse("2026-01-01"); time < Date.parse("2027-01-01"); time += 7 * HOUR + 1) {
      const day = calendar.dayOf(time);
      assert.ok(calendar.startOf(day) <= time && time < calendar.endOf(day), new Date(time).toISOString());
      assert.notEqual(calendar.dayOf(calendar.startOf(day) - 1), day);
    }
  });
}

test("days follow one another over the end of a month", () => {
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.deepEqual(daysBetween("2026-11-29", "2026-12-01"), ["2026-11-29", "2026-11-30", "2026-12-01"]);
});
