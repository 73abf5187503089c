import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import english from "../../custom_components/alexa_privacy/translations/en.json" with { type: "json" };
import { Texts } from "../src/texts";
import type { Hass } from "../src/hass";
import { FakeHome, localize, NOW } from "./home";

const sources = readdirSync("src").map((name) => readFileSync(`src/${name}`, "utf8"));
const code = sources.join("\n");

for (const [room, texts] of Object.entries(english.config_panel)) {
  test(`every text of ${room} is shown somewhere`, () => {
    for (const name of Object.keys(texts)) {
      // Some names are put together: `protection.review_${said}`.
      const [start] = name.split("_");
      const base = name.replace(/(_entry)?(_one)?$/, "");
      // What is said of one, or of entries, is shown where the same is said of many recordings.
      const whole = code.includes(`"${room}.${base in texts ? base : name}"`);
      const parts = [`\`${room}.$`, `\`${room}.${start}_$`, `.${room}.$`];
      assert.ok(whole || parts.some((part) => code.includes(part)), `${room}.${name}`);
    }
  });
}

function textsOf(language: string, locale: Partial<Hass["locale"]> = {}): Texts {
  const { hass } = new FakeHome();
  return new Texts(localize, { ...hass, language, locale: { ...hass.locale, ...locale } });
}

test("days and times are the home's, in the user's language", () => {
  const texts = textsOf("de");
  assert.equal(texts.day("2026-11-21"), "Samstag, 21. November 2026");
  assert.equal(texts.time(NOW), "19:30");
  assert.equal(texts.exactMoment(NOW), "Samstag, 21. November 2026, 19:30:00");
  assert.match(textsOf("en", { time_format: "12" }).time(NOW), /^7:30\sPM$/);
  assert.match(textsOf("en", { time_format: "language" }).time(NOW), /^7:30\sPM$/);
  assert.equal(textsOf("en-GB", { time_format: "language" }).time(NOW), "19:30");
  const midnight = textsOf("en").calendar.startOf("2026-11-21");
  assert.equal(textsOf("en").time(midnight), "00:00");
});

test("numbers are written as the user chose, whatever the language", () => {
  const written = (number_format: string) => textsOf("en", { number_format }).number(1_234_567);
  assert.equal(textsOf("de").say("delete.ask", { count: 1234 }), "Delete 1.234 recordings?");
  assert.equal(written("language"), "1,234,567");
  assert.equal(written("comma_decimal"), "1,234,567");
  assert.equal(written("decimal_comma"), "1.234.567");
  assert.match(written("space_comma"), /^1\s234\s567$/);
  assert.match(written("quote_decimal"), /^1['’]234['’]567$/);
  assert.equal(written("none"), "1234567");
});

test("what is written the other way stays apart from the English that stands in for a translation", () => {
  const arabic = textsOf("ar");
  assert.equal(arabic.say("delete.on", { day: "السبت" }), "on \u2068السبت\u2069");
  assert.equal(
    arabic.join(["السبت", null, arabic.quote("good night")]),
    "\u2068السبت\u2069 · \u2068“\u2068good night\u2069”\u2069",
  );
  const english = textsOf("en");
  assert.equal(english.join(["Saturday", "", english.quote("good night")]), "Saturday · “good night”");
});

test("dates have the order that the user chose", () => {
  const written = (date_format: string) => textsOf("en", { date_format }).shortDay("2026-11-21");
  assert.equal(written("language"), "Nov 21, 2026");
  assert.equal(written("DMY"), "21/11/2026");
  assert.equal(written("MDY"), "11/21/2026");
  assert.equal(written("YMD"), "2026/11/21");
  assert.equal(textsOf("de", { date_format: "YMD" }).moment(NOW), "2026.11.21, 19:30");
});

test("one is said as one, by the rules of the language that it is said in", () => {
  const asked = (language: string, count: number) => textsOf(language).say("delete.ask", { count });
  assert.equal(asked("en", 1), "Delete 1 recording?");
  assert.equal(asked("de", 0), "Delete 0 recordings?");
  assert.equal(asked("fr", 0), "Delete 0 recording?");
  assert.equal(asked("pt-BR", 0), "Delete 0 recording?");
  // There are no texts in Russian, which says 21 as it says one; they are English.
  assert.equal(asked("ru", 21), "Delete 21 recordings?");
});

const folder = "../custom_components/alexa_privacy/translations";

test("each language that there are texts in has its rules for one", () => {
  const languages = readdirSync(folder).map((name) => name.replace(".json", ""));
  for (const language of languages) {
    assert.ok(code.includes(`"${language}"`), language);
  }
});

/** Texts that read the same for one as for many, in all languages. */
const SAME_FOR_ONE = new Set([
  "page.listing",
  "page.listed",
  "page.all_listed",
  "page.untick",
  "page.today",
  "graph.day",
  "delete.counting",
  "export.loading",
  "card.graph",
]);

test("a text with a number has a form for one, or needs none", () => {
  for (const [room, texts] of Object.entries(english.config_panel)) {
    for (const [name, text] of Object.entries(texts)) {
      const isCounted = text.includes("{count}") && !name.endsWith("_one");
      assert.ok(!isCounted || `${name}_one` in texts || SAME_FOR_ONE.has(`${room}.${name}`), `${room}.${name}`);
    }
  }
});
