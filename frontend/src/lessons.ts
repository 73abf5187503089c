/** What can be taught, and what it is called. */

import { openLesson, openTest } from "./hass";
import type { TextKey, Texts } from "./texts";

const NAMES = {
  delete_recordings: "protection.request_delete",
  delete_range: "protection.request_range",
  delete_everything: "protection.request_everything",
  human_review: "protection.review",
  message_review: "protection.request_message_review",
  deletion_by_voice: "protection.request_voice",
  another_setting: "teach.setting",
  history: "teach.history",
} as const satisfies Record<string, TextKey>;

export type Lesson = keyof typeof NAMES;

export function isSetting(lesson: Lesson): boolean {
  return lesson !== "history" && !lesson.startsWith("delete_");
}

/** Read a lesson; undefined where it is none. */
export function lessonIn(name: string | null | undefined): Lesson | undefined {
  return name && Object.hasOwn(NAMES, name) ? (name as Lesson) : undefined;
}

/** Return the first lesson among the names of what is to be taught or no longer works. */
export function firstOf(names: readonly string[]): Lesson | undefined {
  return lessonIn(names[0] === "delete" ? "delete_recordings" : names[0]);
}

/** Say the name of what is taught, or the name as it is where it has none here. */
export function nameOf(texts: Texts, name: string): string {
  const lesson = firstOf([name]);
  return lesson ? texts.say(NAMES[lesson]) : name;
}

/** The way to a lesson or to its test, and what it is called, in short and whole. */
export function wayTo(
  texts: Texts,
  entryId: string,
  lesson: Lesson,
  isTest = false,
): { short: string; whole: string; act: () => void } {
  return {
    short: texts.say(isTest ? "first_run.test" : "teach.teach"),
    whole: texts.say(isTest ? "teach.title_test" : "teach.title", { lesson: nameOf(texts, lesson) }),
    act: () => (isTest ? openTest : openLesson)(entryId, lesson),
  };
}
