import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar } from "../src/calendar";
import { ANY, isAny, scopeOf, scopeOfRows, targetOf } from "../src/filter";
import { row, ZONE } from "./home";

const calendar = new Calendar(ZONE);

test("nothing chosen is no limit at all", () => {
  assert.deepEqual(scopeOf(ANY, calendar), {});
  assert.deepEqual(scopeOf({ ...ANY, words: "  " }, calendar), {});
  assert.ok(isAny({ ...ANY, words: "  " }));
});

test("everything is only meant where nothing at all is chosen", () => {
  assert.deepEqual(targetOf({ ...ANY, words: "  " }, calendar), { everything: true });
  const chosen = { words: "jazz", from: "2026-11-20", to: "2026-11-20", echo: "S", person: "Mia", kind: "routine" };
  for (const [name, value] of Object.entries(chosen)) {
    const filter = { ...ANY, [name]: value };
    assert.deepEqual(targetOf(filter, calendar), scopeOf(filter, calendar));
    assert.equal(Object.keys(targetOf(filter, calendar)).length, 1, name);
  }
});

test("all that is chosen is in the scope, both days included", () => {
  const filter = { words: " jazz ", from: "2026-11-20", to: "2026-11-21", echo: "S", person: "Mia", kind: "routine" };
  assert.deepEqual(scopeOf({ ...filter, kind: "routine" }, calendar), {
    start: Date.parse("2026-11-19T23:00Z"),
    end: Date.parse("2026-11-21T23:00Z"),
    echoes: ["S"],
    persons: ["Mia"],
    kinds: ["routine"],
    said: "jazz",
  });
  assert.ok(!isAny({ ...ANY, kind: "routine" }));
});

test("rows that were chosen are named, and nothing else limits what is looked for", () => {
  assert.deepEqual(scopeOfRows([row(1), row(5)]), { ids: ["row-1", "row-5"] });
});
