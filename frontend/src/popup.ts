/** What opens beside a field, in the browser's top layer. */

import { css } from "lit";

const GAP = 4;
const EDGE = 8;
const HIGHEST = 400;

export const popupStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 8px;
    overflow: auto;
    border: 1px solid var(--divider-color);
    border-radius: var(--ha-border-radius-lg, 12px);
    background: var(--card-background-color);
    color: inherit;
    font: inherit;
    box-shadow: 0 4px 24px rgb(0 0 0 / 30%);
  }
`;

/** Open a popup at a field, and keep it there until it is closed. */
export function openAt(popup: HTMLElement, field: Element): void {
  const closed = new AbortController();
  const moved = (): void => place(popup, field);
  popup.showPopover();
  moved();
  window.addEventListener("scroll", moved, { capture: true, passive: true, signal: closed.signal });
  window.addEventListener("resize", moved, { signal: closed.signal });
  popup.addEventListener(
    "toggle",
    ({ newState }) => {
      if (newState === "closed") {
        closed.abort();
      }
    },
    { signal: closed.signal },
  );
}

/** Below the field, or above it where there is more room, and within the window. */
function place(popup: HTMLElement, field: Element): void {
  const at = field.getBoundingClientRect();
  const { innerHeight: height, innerWidth: width } = window;
  const [above, below] = [at.top - GAP - EDGE, height - at.bottom - GAP - EDGE];
  const { style } = popup;
  style.left = "0";
  style.maxWidth = `${width - 2 * EDGE}px`;
  const isBelow = popup.scrollHeight <= below || below >= above;
  style.maxHeight = `${Math.min(HIGHEST, isBelow ? below : above)}px`;
  style.top = isBelow ? `${at.bottom + GAP}px` : "auto";
  style.bottom = isBelow ? "auto" : `${height - at.top + GAP}px`;
  const left = getComputedStyle(field).direction === "rtl" ? at.right - popup.offsetWidth : at.left;
  style.left = `${Math.max(EDGE, Math.min(left, width - EDGE - popup.offsetWidth))}px`;
}
