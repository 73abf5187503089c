import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv, toJson } from "../src/export";
import { row } from "./home";

const hostile = row(0, {
  said: 'say "hello",\nthen <b>stop</b>',
  replied: "=HYPERLINK(1)",
  persons: ["Mia", "@Jürgen"],
  device: null,
});

test("JSON holds what was said as it is, and neither ids nor serial numbers", () => {
  assert.deepEqual(JSON.parse(toJson([hostile])), [
    {
      time: "2026-11-21T18:30:00.000Z",
      device: null,
      persons: ["Mia", "@Jürgen"],
      kind: "unintended",
      said: 'say "hello",\nthen <b>stop</b>',
      replied: "=HYPERLINK(1)",
    },
  ]);
});

test("CSV is quoted where it must be, and no cell is a formula", () => {
  assert.equal(
    toCsv([hostile]),
    "\uFEFFtime,device,persons,kind,said,replied\r\n" +
      '2026-11-21T18:30:00.000Z,,Mia; @Jürgen,unintended,"say ""hello"",\nthen <b>stop</b>",\'=HYPERLINK(1)\r\n',
  );
});

for (const formula of ["=1+1", "+1", "-1", "@A1", "\t=1", " =1"]) {
  test(`a spreadsheet takes ${JSON.stringify(formula)} for text`, () => {
    assert.match(toCsv([row(0, { said: formula })]), new RegExp(`,'${formula.replace(/[+@=]/g, "\\$&")},`));
  });
}
