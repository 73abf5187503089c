/** What stands in the way of the owner's wishes, each in a sentence, with the way to where it is fixed. */

import { css, html, nothing, type TemplateResult } from "lit";
import { type Account, PROBLEMS, type Problem } from "./api";
import { openSteps } from "./first-run";
import { navigate, openEntry, openLesson, openMoreInfo, openTest } from "./hass";
import { icon } from "./icons";
import { firstOf } from "./lessons";
import type { Texts } from "./texts";

export const problemStyles = css`
  ul.problems {
    display: block;
    margin-bottom: 12px;
  }
  .problems li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .problems span {
    flex: 1 1 15em;
  }
  .problems .icon {
    color: var(--danger-text);
  }
`;

const SAID_IN_STEPS: Partial<Record<string, string[]>> = {
  not_taught: ["teach", "review"],
  not_tested: ["test"],
  review_on: ["review"],
};

export function renderProblems(texts: Texts, account: Account): TemplateResult | typeof nothing {
  const steps = openSteps(account);
  // What the first run says and leads to is not said twice.
  const problems = account.problems.filter(
    (problem) => !SAID_IN_STEPS[problem]?.some((step) => steps.some((open) => open === step)),
  );
  return problems.length
    ? html`<ul class="problems" aria-label=${texts.say("problem.title")}>
        ${problems.map((problem) => renderProblem(texts, account, problem))}
      </ul>`
    : nothing;
}

function renderProblem(texts: Texts, account: Account, problem: string): TemplateResult {
  const key = PROBLEMS.find((known) => known === problem);
  return html`<li>
    ${icon("alert")}<span>${key ? texts.say(`problem.${key}`) : texts.say("problem.other", { problem })}</span>
    ${renderFix(texts, account, key)}
  </li>`;
}

function renderFix(texts: Texts, account: Account, problem: Problem | undefined): TemplateResult {
  const entity = { review_on: account.review.entity_id, purge_overdue: account.nightly.entity_id }[problem as string];
  const lesson = problem === "not_taught" ? firstOf(account.to_teach) : firstOf(account.broken);
  switch (problem) {
    case "signed_out":
      return renderSignIn(texts, account.entry_id);
    case "not_taught":
    case "requests_broken":
      return lesson
        ? renderButton(texts.say("teach.teach"), () => openLesson(account.entry_id, lesson))
        : renderRepairs(texts);
    case "not_tested":
      return renderButton(texts.say("first_run.test"), () =>
        openTest(account.entry_id, firstOf(account.to_test) ?? "delete_recordings"),
      );
    case "deleted_too_much":
    case "purge_failed":
      return renderRepairs(texts);
    default:
      return entity
        ? renderButton(texts.say("protection.change"), (event) => openMoreInfo(event.target as HTMLElement, entity))
        : renderButton(texts.say("page.integration"), () => openEntry(account.entry_id));
  }
}

function renderRepairs(texts: Texts): TemplateResult {
  return renderButton(texts.say("problem.repairs"), () => navigate("/config/repairs"));
}

/** A way to sign in again: where Home Assistant asks for it. */
export function renderSignIn(texts: Texts, entryId: string): TemplateResult {
  return renderButton(texts.say("page.sign_in"), () => openEntry(entryId));
}

function renderButton(label: string, act: (event: Event) => void): TemplateResult {
  return html`<button class="outlined" @click=${act}>${label}</button>`;
}
