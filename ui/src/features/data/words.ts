import { counted } from "../../components/counted";
import type { FiledProblem, ImportReport, StagedTable, Waiting } from "../../ipc/wire";

/** `1 row`, `26 rows`. */
export function rows(many: number): string {
  return `${counted(many)} ${many === 1 ? "row" : "rows"}`;
}

export type Taken = FiledProblem["taken"];

/** How a row was taken, in words. */
export const TAKEN: Record<Taken, string> = {
  accepted: "accepted",
  merged: "merged",
  set_aside: "set aside",
  rejected: "rejected",
};

type Outcome = "new" | "changed" | "unchanged" | "merged" | "set_aside" | "rejected";

/** What can become of a row, in the order shown, with what it means. */
export const OUTCOMES: readonly { key: Outcome; name: string; means: string }[] = [
  { key: "new", name: "new", means: "not in the file before" },
  { key: "changed", name: "changed", means: "replace what was there, kept in history" },
  { key: "unchanged", name: "unchanged", means: "in the file just so" },
  { key: "merged", name: "merged", means: "seen twice, counted once" },
  { key: "set_aside", name: "set aside", means: "kept, not counted" },
  { key: "rejected", name: "rejected", means: "cannot be read, see why below" },
];

export function outcome(report: ImportReport, key: Outcome): number {
  return report[key];
}

/** Tables that committing takes in. */
export function ready(waiting: Waiting): StagedTable[] {
  return waiting.tables.filter((table) => table.refused === null && table.report !== null);
}

/** `hipaa-register.xlsx`, `3 tables`. */
function named(tables: StagedTable[]): string {
  const [first] = tables;
  return tables.length === 1 && first !== undefined ? first.name : `${String(tables.length)} tables`;
}

/** What committing does to the answer, in a sentence. */
export function finding(waiting: Waiting): string {
  const tables = ready(waiting);
  if (tables.length === 0) return "Nothing can be committed yet";
  const subject = `Committing ${named(tables)}`;
  const change = waiting.consequence;
  if (change === null) return `${named(tables)} can be committed`;
  if (change.verdict.changed) return `${subject} turns “${change.verdict.before_text}” into “${change.verdict.after_text}”`;
  const states = change.thresholds.filter((t) => t.before !== t.after).map((t) => t.name);
  if (states.length > 0) return `${subject} changes ${states.join(", ")}; the verdict stays`;
  const moved = change.thresholds.some((t) => t.changed) || change.totals.length > 0;
  return `${subject} ${moved ? "moves figures; every state and the verdict stay" : "leaves thresholds and verdict as they are"}`;
}
