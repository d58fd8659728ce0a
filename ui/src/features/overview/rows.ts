import type { Line, Option } from "../../ipc/wire";

/** One row of the table: the same cost line of every option; an option without that line has nothing there. */
export interface Row {
  id: string;
  name: string;
  inTotal: boolean;
  lastOfGroup: boolean;
  cells: { option: Option; line: Line | null }[];
}

/** The lines that close a cost group: people, tools and contracts, provider, compliance. */
const GROUP_ENDS = new Set(["coverage", "current_contracts", "reactive_labour", "compliance"]);

/** The lines of all options as rows, in the order in which the options list them. */
export function rows(options: Option[]): Row[] {
  const known = new Map<string, Line>();
  for (const line of longestFirst(options).flatMap((option) => option.lines)) {
    if (!known.has(line.id)) known.set(line.id, line);
  }
  return [...known.values()].map((line) => row(line, options)).filter((one) => one.cells.some((cell) => cell.line !== null));
}

function row(line: Line, options: Option[]): Row {
  return {
    id: line.id,
    name: line.name,
    inTotal: line.in_total,
    lastOfGroup: GROUP_ENDS.has(line.id),
    cells: options.map((option) => ({ option, line: option.lines.find((one) => one.id === line.id && one.applies) ?? null })),
  };
}

function longestFirst(options: Option[]): Option[] {
  return options.toSorted((a, b) => b.lines.length - a.lines.length);
}

/** Why an option has no rank, in a word; nothing for those that have one. */
export function standing(option: Option): string {
  if (option.ranked) return "";
  return option.eligible ? "not ranked" : "not eligible";
}
