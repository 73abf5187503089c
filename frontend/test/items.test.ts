import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar } from "../src/calendar";
import { daysIn, type Item, itemsOf, keyOf, Layout } from "../src/items";
import { rows, ZONE } from "./home";

const calendar = new Calendar(ZONE);
const height = (item: Item): number => ("row" in item ? 60 : 40);

test("each day has its heading, and below it its recordings in their order", () => {
  const items = itemsOf(rows(30), calendar);
  const headings = items.filter((item) => "day" in item);
  assert.deepEqual(
    headings.map(({ day, rows }) => [day, rows.length]),
    [
      ["2026-11-21", 20],
      ["2026-11-20", 10],
    ],
  );
  assert.deepEqual(items.slice(20, 23).map(keyOf), ["row-19", "2026-11-20", "row-20"]);
});

test("every height of a long list leads to the item that lies there", () => {
  const items = itemsOf(rows(20_000), calendar);
  const layout = new Layout(items, height);
  assert.equal(layout.total, 20_000 * 60 + (items.length - 20_000) * 40);
  for (let index = 0; index < items.length; index += 997) {
    assert.equal(layout.at(layout.top(index)), index);
    assert.equal(layout.at(layout.top(index + 1) - 1), index);
  }
  assert.equal(layout.at(-100), 0);
  assert.equal(layout.at(layout.total + 100), items.length - 1);
});

test("an empty list has no height", () => {
  const layout = new Layout([], height);
  assert.equal(layout.total, 0);
  assert.equal(layout.at(500), 0);
});

test("what is seen of a day has its heading, however far up that is", () => {
  const items = itemsOf(rows(30), calendar);
  const seen = daysIn(items, 15, 23).map(({ heading, from, to }) => [heading, from, to]);
  assert.deepEqual(seen, [
    [0, 15, 21],
    [21, 22, 24],
  ]);
  assert.deepEqual(daysIn([], 0, 0), []);
});
