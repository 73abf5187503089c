/** How a lesson looks: on a phone the steps stand above Amazon's page, in landscape beside it. */

import { css } from "lit";

export const teachStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .guide {
    flex: none;
    max-height: 45%;
    padding: 8px 16px 12px;
    overflow-y: auto;
    background: var(--card-background-color);
    border-bottom: 1px solid var(--divider-color);
  }
  .top,
  ol,
  h2,
  .note {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  ol {
    flex: 1;
    flex-wrap: wrap;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    place-content: center;
    width: 28px;
    height: 28px;
    border: 2px solid var(--divider-color);
    border-radius: 50%;
    color: var(--secondary-text-color);
    font-weight: 500;
  }
  li.now {
    border-color: var(--primary-color);
    color: var(--primary-text-color);
  }
  li.done {
    border-color: transparent;
    background: color-mix(in srgb, var(--success-color) 20%, transparent);
    color: var(--primary-text-color);
  }
  li .icon {
    width: 18px;
    height: 18px;
  }
  p {
    margin: 4px 0 0;
    overflow-wrap: anywhere;
  }
  .do {
    font-size: 16px;
    font-weight: 500;
  }
  .recording {
    display: block;
  }
  .recording > * {
    display: block;
    font-weight: 500;
  }
  .said {
    display: -webkit-box;
    overflow: hidden;
    font-style: italic;
    font-weight: 400;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .note {
    align-items: start;
    margin-top: 8px;
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--warning-color) 15%, transparent);
  }
  iframe {
    flex: 1;
    width: 100%;
    min-height: 0;
    border: none;
    /* Amazon's page knows nothing of the theme. */
    background: #fff;
    color-scheme: light;
  }
  .alone {
    width: min(600px, 100% - 32px);
    margin: 16px auto;
    padding: 16px;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 20px;
    font-weight: 500;
  }
  h2:focus-visible {
    outline: none;
  }
  h2.learned .icon,
  h2.done .icon {
    color: var(--success-color);
  }
  h2.problem .icon {
    color: var(--danger-text);
  }
  .alone p {
    margin: 0 0 12px;
  }
  .alone p.note {
    padding: 8px 12px;
  }
  .result {
    max-height: 40vh;
    margin-bottom: 12px;
    overflow-y: auto;
  }
  h3 {
    margin: 0 0 4px;
    font: inherit;
    font-weight: 500;
  }
  code {
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  fieldset {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: none;
  }
  legend {
    padding: 0 0 8px;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 12px;
    border: 1px solid var(--divider-color);
    border-radius: 8px;
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--primary-color);
  }
  .option input {
    width: 20px;
    min-height: 20px;
    flex: none;
    accent-color: var(--primary-color);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    margin-top: 12px;
  }
  .guide .buttons {
    justify-content: start;
    margin-top: 8px;
  }
  progress {
    width: 100%;
    accent-color: var(--primary-color);
  }
  @media (orientation: landscape) and (max-height: 500px) {
    :host {
      flex-direction: row;
    }
    .guide {
      width: 280px;
      max-height: none;
      border-inline-end: 1px solid var(--divider-color);
      border-bottom: none;
    }
  }
`;
