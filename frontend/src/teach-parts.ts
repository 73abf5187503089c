/** Parts of a lesson, and what is said about its steps. */

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons";
import { type Lesson, nameOf } from "./lessons";
import type { Texts } from "./texts";
import type { Candidate, Visit } from "./visit";

const NOTES = [
  "no_listing",
  "other_recording",
  "other_setting",
  "other_value",
  "nothing_gone",
  "entry_there",
  "not_learnable",
  "one_more",
  "too_few",
  "failed",
  "throttled",
  "unreachable",
] as const;
const STEPS = [
  ...(["delete", "delete_range", "show_all", "delete_all", "show_all_again"] as const),
  ...(["show_history", "delete_entry", "choose", "choose_back"] as const),
] as const;
const REASONS = ["expired", "unloaded", "elsewhere"] as const;

/** The steps that somebody does, each as a number or as done. */
export function renderSteps(texts: Texts, { steps, current }: Visit): TemplateResult {
  const asked = steps.filter(({ waits }) => !waits);
  const now = asked.find(({ done }) => !done);
  return html`<ol aria-hidden=${current === null ? "true" : "false"}>
    ${asked.map(
      (step, number) =>
        html`<li
          class=${step.done ? "done" : step === now ? "now" : ""}
          aria-current=${step === now ? "step" : "false"}
        >
          ${step.done ? icon("done") : number + 1}
          <span class="hidden">${step.done ? texts.say("teach.seen") : texts.say("teach.not_yet")}</span>
        </li>`,
    )}
  </ol>`;
}

/** How many values a setting may have that is more than on or off. */
export const COUNTS = Array.from({ length: 10 }, (_, index) => index + 3);

/** Whether the owner said that the setting taught is more than on or off. */
export function hasValues({ steps }: Visit): boolean {
  return steps[0]?.key === "choose";
}

/** Say what is to be done now; `state` is whether the setting was on at first, or which question is asked now. */
export function describeStep(
  texts: Texts,
  { name: given, steps, current }: Visit,
  lesson: Lesson,
  state: boolean | "ask" | "ask_values" | undefined,
): TemplateResult {
  const name = given ?? nameOf(texts, lesson);
  if (state === "ask" || state === "ask_values") {
    return html`<p class="do">${texts.say(`teach.${state}`, { lesson: name })}</p>
      <p class="pale">${state === "ask" ? hintOf(texts, lesson) : texts.say("teach.hint_values")}</p>`;
  }
  const step = steps[current ?? steps.length];
  const begun = steps.some(({ done, waits }) => done && !waits);
  const seen = begun ? `${texts.say("teach.seen")} ` : "";
  if (!step || step.waits) {
    return html`<p class="do">${seen}${texts.say(step ? "teach.loading" : "teach.all_seen")}</p>
      <progress aria-label=${texts.say("teach.loading")}></progress>`;
  }
  if (step.key === "flip") {
    const turnsOn = state === (Number(step.placeholders["number"]) % 2 === 0);
    return html`<p class="do">${seen}${texts.say(turnsOn ? "teach.turn_on" : "teach.turn_off", { lesson: name })}</p>
      ${begun ? nothing : html`<p class="pale">${hintOf(texts, lesson)}</p>`}`;
  }
  const key = STEPS.find((known) => known === step.key);
  const second = steps.some(({ key: other, done }) => done && other === key);
  const repeats = key === "delete" || key === "delete_range" || key === "delete_entry" || key === "choose";
  return html`<p class="do">
      ${seen}${key ? texts.say(second && repeats ? `teach.${key}_second` : `teach.${key}`, step.placeholders) : step.key}
    </p>
    ${key === "delete" ? html`<p>${renderRecording(texts, step.placeholders)}</p>` : nothing}`;
}

/** Say by what Amazon's page describes a setting. */
function hintOf(texts: Texts, lesson: Lesson): string {
  return lesson === "human_review" || lesson === "message_review" || lesson === "deletion_by_voice"
    ? texts.say(`teach.hint_${lesson}`)
    : "";
}

export function renderNote(texts: Texts, note: Visit["note"]): TemplateResult | typeof nothing {
  const key = NOTES.find((known) => known === note?.key);
  if (!note || !key) {
    return nothing;
  }
  return html`<p class="note">
    ${icon("alert")}<span
      >${texts.say(`teach.note_${key}`, note.placeholders)}
      ${"time" in note.placeholders ? renderRecording(texts, note.placeholders) : nothing}</span
    >
  </p>`;
}

/** A recording by when and where it was made, and what was said; an entry by as much as is known of it. */
export function renderRecording(texts: Texts, { time, device, said }: Partial<Omit<Candidate, "id">>): TemplateResult {
  const where = device === "" ? texts.say("row.no_device") : device;
  return html`<span class="recording">
    <strong
      ><time datetime=${time ?? ""}>${texts.moment(Date.parse(time ?? ""))}</time>
      ${where ? html`· <span dir="auto">${where}</span>` : nothing}</strong
    >
    ${
      said === undefined
        ? nothing
        : html`<span dir="auto" class=${said ? "said" : "pale"}
            >${said ? texts.quote(said) : texts.say("row.no_words")}</span
          >`
    }
  </span>`;
}

export function describeClosed(texts: Texts, reason: string | null): string {
  if (reason === "signed_out") {
    return texts.say("problem.signed_out");
  }
  return texts.say(`teach.closed_${REASONS.find((known) => known === reason) ?? "expired"}`);
}

/** What was learned, from the little Markdown that the integration writes: a name, each request, and what it is for. */
export function renderResult(markdown: string): TemplateResult {
  const lines = markdown.split("\n");
  return html`<div class="result">
    ${lines.map((line, number) => {
      if (line.startsWith("**")) {
        return html`<h3>${line.replaceAll("**", "")}</h3>`;
      }
      if (!line.startsWith("- ")) {
        return nothing;
      }
      const use = lines[number + 1]?.startsWith("  ") ? html`<p>${lines[number + 1]?.trim()}</p>` : nothing;
      const parts = line.slice(2).split("`");
      return html`${use}
        <p>${parts.map((part, place) => (place % 2 ? html`<code dir="ltr">${part}</code>` : part))}</p>`;
    })}
  </div>`;
}
