/** A few icons, drawn as strokes on a square of 24. */

import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  alert: "M12 4 3 20h18zM12 10v4M12 17v.5",
  back: "M20 12H5M11 5l-7 7 7 7",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
  close: "M6 6l12 12M18 6 6 18",
  delete: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  done: "M5 12l5 5 9-10",
  download: "M12 4v11M7 10l5 5 5-5M5 20h14",
  menu: "M4 7h16M4 12h16M4 17h16",
  play: "M8 5l11 7-11 7z",
  reload: "M20 12a8 8 0 1 1-2.3-5.7L20 8.5M20 4v4.5h-4.5",
  search: "M16 16l4 4M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13z",
  unknown: "M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon; what it means is said beside it or by the button around it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}

/** A round button with an icon; what it does is said by screen readers, and at the pointer. */
export function iconButton(
  name: IconName,
  label: string,
  act: (event: Event) => void,
  { disabled = false, tabindex = 0 } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="round"
    tabindex=${tabindex}
    ?disabled=${disabled}
    aria-label=${label}
    title=${label}
    @click=${act}
  >
    ${icon(name)}
  </button>`;
}
