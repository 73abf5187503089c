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

/** The marks of a scale that so many fit on: from 0 in even, round steps, four at most. */
export function scaleFor(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const steps = [0.5, 1, 2, 5].map((part) => part * power);
  const step = steps.find((each) => each >= 1 && each * 3 >= most) ?? 1;
  const marks = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: marks + 1 }, (_, mark) => mark * step);
}

/** The highest bar. */
export function mostOf(bars: readonly Bar[]): number {
  return bars.reduce((most, bar) => Math.max(most, bar.all), 0);
}

/** The outline of all bars of a kind, on a scale that ends with `top`. */
export function outline(
  bars: readonly Bar[],
  width: number,
  height: number,
  top: number,
  figure: (bar: Bar) => number,
): string {
  const gap = width > 6 ? 2 : 1;
  return bars
    .map((bar, index) => {
      // A single recording is still to be seen beside hundreds.
      const tall = figure(bar) && Math.max(2, Math.round((figure(bar) / top) * height));
      return tall ? `M${index * width} ${height}v${-tall}h${width - gap}v${tall}z` : "";
    })
    .join("");
}

/** A stretch of days that is named below the graph. */
export interface Stretch {
  /** What all its days begin with: a month as `2026-11`, a year as `2026`. */
  name: string;
  first: number;
  count: number;
}

/** The months or years that the bars are of: days that begin with the same letters. */
export function stretchesOf(bars: readonly Bar[], letters: 7 | 4): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, { day }] of bars.entries()) {
    const name = day.slice(0, letters);
    const last = stretches.at(-1);
    if (last?.name === name) {
      last.count += 1;
    } else {
      stretches.push({ name, first: index, count: 1 });
    }
  }
  return stretches;
}
