import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import english from "../../custom_components/alexa_privacy/translations/en.json" with { type: "json" };
import { Texts } from "../src/texts";
import { FakeHome, localize, NOW } from "./home";

const sources = readdirSync("src").map((name) => readFileSync(`src/${name}`, "utf8"));
const code = sources.join("\n");

for (const [room, texts] of Object.entries(english.config_panel)) {
  test(`every text of ${room} is shown somewhere`, () => {
    for (const name of Object.keys(texts)) {
      // Some names are put together: `protection.review_${said}`.
      const [start] = name.split("_");
      const base = name.replace(/_one$/, "");
      // What is said of one is shown where the same is said of many.
      const whole = code.includes(`"${room}.${base in texts ? base : name}"`);
      assert.ok(whole || code.includes(`\`${room}.$`) || code.includes(`\`${room}.${start}_$`), `${room}.${name}`);
    }
  });
}

test("days and times are the home's, in the user's language", () => {
  const { hass } = new FakeHome();
  const texts = new Texts(localize, { ...hass, language: "de" });
  assert.equal(texts.day("2026-11-21"), "Samstag, 21. November 2026");
  assert.equal(texts.time(NOW), "19:30");
  assert.match(new Texts(localize, { ...hass, locale: { time_format: "12" } }).time(NOW), /^7:30\sPM$/);
  assert.equal(texts.say("delete.ask", { count: 1234 }), "Delete 1.234 recordings?");
});
