/** The graph's geometry: one bar a day, drawn as two paths however many days there are. */

import type { Days } from "./api";
import { type Day, daysBetween } from "./calendar";

export interface Bar {
  day: Day;
  all: number;
  unintended: number;
}

/** Every counted day, those without recordings too; what is not counted is left out. */
export function barsOf({ days, since, until }: Days): Bar[] {
  const counted = new Map(days.map(([day, all, unintended]) => [day, { day, all, unintended }]));
  const first = days[0]?.[0] ?? since;
  const last = until ?? days.at(-1)?.[0];
  // What is known to be empty before the first recording is no part of the history.
  const start = since && first && since > first ? since : first;
  return start && last ? daysBetween(start, last).map((day) => counted.get(day) ?? { day, all: 0, unintended: 0 }) : [];
}

/** How wide a day is drawn, where so much room is to be filled. */
export function barWidth(room: number, count: number): number {
  return Math.max(4, Math.min(24, Math.floor(room / Math.max(1, count))));
}

/** The outline of all bars of a kind. */
export function outline(bars: readonly Bar[], width: number, height: number, figure: (bar: Bar) => number): string {
  const most = Math.max(1, ...bars.map((bar) => bar.all));
  const gap = width > 6 ? 2 : 1;
  return bars
    .map((bar, index) => {
      // A single recording is still to be seen beside hundreds.
      const tall = figure(bar) && Math.max(2, Math.round((figure(bar) / most) * height));
      return tall ? `M${index * width} ${height}v${-tall}h${width - gap}v${tall}z` : "";
    })
    .join("");
}
