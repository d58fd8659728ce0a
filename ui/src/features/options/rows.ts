import type { Line, Option } from "../../ipc/wire";

/** One line across the options. */
export interface Row {
  id: string;
  name: string;
  inTotal: boolean;
  closesGroup: boolean;
  cells: { option: Option; line: Line | null }[];
}

/** The lines of a table of options, in the order of the option that has most of them; those nobody has are left out. */
export function rows(options: Option[]): Row[] {
  const known = new Map<string, Line>();
  for (const line of longestFirst(options).flatMap((option) => option.lines)) {
    if (!known.has(line.id)) known.set(line.id, line);
  }
  return ruled([...known.values()].map((line) => row(line, options)));
}

function row(line: Line, options: Option[]): Row {
  return {
    id: line.id,
    name: line.name,
    inTotal: line.in_total,
    closesGroup: line.closes_group,
    cells: options.map((option) => ({ option, line: option.lines.find((one) => one.id === line.id && one.applies) ?? null })),
  };
}

/** Leaves out the lines nobody has; the hairline of one that closed its group goes to the line before it. */
function ruled(all: Row[]): Row[] {
  const kept: Row[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    if (one.cells.some((cell) => cell.line !== null)) kept.push({ ...one });
    else if (one.closesGroup && last !== undefined) last.closesGroup = true;
  }
  return kept;
}

function longestFirst(options: Option[]): Option[] {
  return options.toSorted((a, b) => b.lines.length - a.lines.length);
}

/** Why an option has no rank, in a word; nothing for those that have one. */
export function standing(option: Option): string {
  if (option.ranked) return "";
  return option.eligible ? "not ranked" : "not eligible";
}

const YEARS = ["", "one year", "two years", "three years", "four years", "five years", "six years", "seven years"];

/** How long the horizon is, in words. */
export function horizon(options: Option[]): string {
  const years = Math.max(0, ...options.flatMap((option) => option.lines.map((line) => line.yearly.length)));
  return YEARS[years] ?? `${String(years)} years`;
}
