/** What is asked before anything is deleted, and what is deleted where the answer is yes. */

import type { Account, Row, Source, Target } from "./api";
import type { Question } from "./confirm";
import { describeFilter, describeRows } from "./descriptions";
import { type Filter, scopeOfRows, targetOf } from "./filter";
import type { Connection } from "./hass";
import { Preview } from "./preview";
import type { Texts } from "./texts";

/** A question with what it is about: nothing that happens to the page later changes that. */
export interface Asked {
  question: Question;
  target: Target;
}

export function askAboutRows(texts: Texts, rows: readonly Row[]): Asked {
  return { question: { count: rows.length, what: describeRows(texts, rows) }, target: scopeOfRows(rows) };
}

/** A page that asks, of which history `name` is the name. */
interface Asker {
  connection: Connection;
  account: Account;
  source: Source;
  name: string;
  texts: Texts;
}

/** Ask about all that a filter lets through; `counted` is called with the counting as it goes on. */
export function askAboutMatching(
  { connection, account, source, texts, name }: Asker,
  filter: Filter,
  counted: (counting: Preview) => void,
): Asked {
  const target = targetOf(filter, texts.calendar);
  const counting = new Preview(connection, source, target, counted);
  void counting.start();
  const what = describeFilter(texts, filter, account, name);
  return { question: { counting, what, whole: "everything" in target }, target };
}

/** What a question counts, if it does. */
export function countingOf(asked: Asked | undefined): Preview | undefined {
  return asked && "counting" in asked.question ? asked.question.counting : undefined;
}
