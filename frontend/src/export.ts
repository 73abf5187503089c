/** Files made in the browser of what is listed. */

import type { Row } from "./api";

export type Format = "json" | "csv";

const COLUMNS = ["time", "device", "persons", "kind", "said", "replied"] as const;

/** What is exported of a recording: what was said and when, nothing that only means something to this page. */
function values(row: Row): Record<(typeof COLUMNS)[number], string | string[] | null> {
  const { device, persons, kind, said, replied } = row;
  return { time: new Date(row.time).toISOString(), device, persons, kind, said, replied };
}

/** Save rows as a file. */
export function saveAs(format: Format, rows: readonly Row[]): void {
  const [text, type] = format === "json" ? [toJson(rows), "application/json"] : [toCsv(rows), "text/csv"];
  save(new Blob([text], { type: `${type};charset=utf-8` }), `alexa-recordings.${format}`);
}

export function toJson(rows: readonly Row[]): string {
  return `${JSON.stringify(rows.map(values), null, 2)}\n`;
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function toCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const exported = values(row);
    return COLUMNS.map((column) => cell([exported[column] ?? ""].flat().join("; "))).join(",");
  });
  return `\uFEFF${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** A spreadsheet must not take what somebody said for a formula. */
function cell(text: string): string {
  const harmless = /^[\s]*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Let the browser save a file. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun before the address may go.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
