import "./document";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { filterInAddress, isAddressOf, keepInAddress } from "../src/address";
import { ANY, type Filter } from "../src/filter";
import { ACCOUNT } from "./home";

const ALL: Filter = {
  words: "jazz",
  from: "2026-11-01",
  to: "2026-11-20",
  echo: "SERIAL1",
  person: "Mia & Noah",
  kind: "routine",
};

beforeEach(() => {
  history.replaceState(null, "", "/alexa-privacy?account=entry");
});

test("a filter is found again in the address, but its words only in the history's entry", () => {
  keepInAddress(ALL, ANY);
  assert.deepEqual(filterInAddress(ACCOUNT), ALL);
  assert.equal(location.search, "?account=entry");
  assert.doesNotMatch(location.href, /jazz/);
  keepInAddress(ANY, ALL);
  assert.equal(location.href, "http://home.test/alexa-privacy?account=entry");
  assert.deepEqual(filterInAddress(ACCOUNT), ANY);
});

test("what is typed on is no further step to go back by", () => {
  const before = history.length;
  keepInAddress({ ...ANY, words: "j" }, ANY);
  keepInAddress({ ...ANY, words: "ja" }, { ...ANY, words: "j" });
  assert.equal(history.length, before + 1);
  assert.equal(filterInAddress(ACCOUNT).words, "ja");
});

test("what is no value of a field is left out, and the other fields hold", () => {
  const hostile = [
    ["from=2026-02-30&kind=routine", { kind: "routine" }],
    ["from=2026-11-02&to=2026-11-01", { from: "2026-11-02" }],
    ["from=%00&to=2026-11-01&kind=__proto__", { to: "2026-11-01" }],
    ["echo=ANOTHER&person=%0A&kind=routine&kind=x", { kind: "routine" }],
    ["%&=&from&to=9999999-01-01&words=secret", {}],
  ] as const;
  for (const [fields, found] of hostile) {
    for (const address of [`?${fields}`, `#${fields}`]) {
      history.replaceState({ words: ["no words"] }, "", `/alexa-privacy${address}`);
      assert.deepEqual(filterInAddress(ACCOUNT), { ...ANY, ...found }, address);
    }
  }
});

test("the address of another account or page says nothing of this one", () => {
  for (const path of ["/alexa-privacy?account=second#kind=routine", "/config#kind=routine"]) {
    history.replaceState(null, "", path);
    assert.ok(!isAddressOf(ACCOUNT, ""));
  }
});
