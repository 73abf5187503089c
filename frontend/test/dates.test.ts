import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, Dates, validDay } from "../src/dates";

const DAY = "2026-11-05";

function dates(language: string, change: Partial<ConstructorParameters<typeof Dates>[1]> = {}): Dates {
  return new Dates(language, { time_format: "24", date_format: "language", first_weekday: "language", ...change });
}

test("days are written and read as the language or the user's profile has it", () => {
  const written = [
    ["de", "language", "5.11.2026"],
    ["en", "language", "11/5/2026"],
    ["en-GB", "language", "05/11/2026"],
    ["de", "YMD", "2026.11.05"],
    ["en", "DMY", "05/11/2026"],
    ["de", "MDY", "11.05.2026"],
    ["ja", "language", "2026/11/5"],
    ["ko", "language", "2026. 11. 5."],
  ] as const;
  for (const [language, date_format, text] of written) {
    const format = dates(language, { date_format });
    assert.equal(format.write(DAY), text, `${language} ${date_format}`);
    assert.equal(format.read(text), DAY, `${language} ${date_format}`);
  }
});

test("what is written can be read in every language, whatever its digits and its calendar", () => {
  for (const language of [
    "ar",
    "ar-EG",
    "bg",
    "bn",
    "cs",
    "fa",
    "fi",
    "he",
    "hi",
    "hu",
    "lv",
    "my",
    "ne",
    "sl",
    "th",
    "zh-Hans",
  ]) {
    for (const date_format of ["language", "DMY", "MDY", "YMD", "system", "unheard of"]) {
      const format = dates(language, { date_format });
      assert.equal(format.read(format.write(DAY)), DAY, `${language} ${date_format} ${format.write(DAY)}`);
    }
  }
});

test("years may be short, and ISO days are read everywhere", () => {
  assert.equal(dates("de").read("05.11.26"), DAY);
  assert.equal(dates("en").read(" 2026-11-05 "), DAY);
  assert.equal(dates("ar").read("٥/١١/٢٠٢٦"), DAY);
});

test("what is no day, or before Alexa, is not read", () => {
  for (const typed of ["5.11.", "31.2.2026", "5.13.2026", "0.0.0", "5.11.1926", "5.11.12026", "tomorrow", "1.1.1.1"]) {
    assert.equal(dates("de").read(typed), undefined, typed);
  }
  for (const day of [null, "", "2026-02-30", "2026-1-1", "+002026-01-01", "2026-11-05T00:00", "2013-12-31"]) {
    assert.equal(validDay(day), undefined, String(day));
  }
});

test("a week begins where the language or the user's profile has it begin", () => {
  assert.equal(dates("de").weekdays[0]?.[1], "Montag");
  assert.equal(dates("en").weekdays[0]?.[1], "Sunday");
  assert.equal(dates("en", { first_weekday: "saturday" }).weekdays[0]?.[1], "Saturday");
  assert.equal(dates("de").weekOf("2026-11-08"), "2026-11-02");
  assert.equal(dates("en").weekOf("2026-11-08"), "2026-11-08");
});

test("a month that is too short takes its last day", () => {
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2026-03-31", -1), "2026-02-28");
  assert.equal(addMonths("2024-02-29", 12), "2025-02-28");
  assert.equal(addMonths("2026-11-05", 2), "2027-01-05");
});
