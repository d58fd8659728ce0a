import { copyText, toTsv } from "../../components/clipboard";
import type { RecordChange, RowProblem } from "../../ipc/wire";

const HEAD = ["Sheet", "Row", "Column", "Value", "What is wrong"];

function cells(problem: RowProblem): string[] {
  return [problem.sheet ?? "", String(problem.row), problem.column ?? "", problem.value, problem.message];
}

/** A table of problems as spreadsheets take it; `first` is a column before the others, one cell for each problem. */
export function problemTable(problems: RowProblem[], first?: { head: string; cells: string[] }): string {
  const rows = problems.map((problem, at) => (first === undefined ? cells(problem) : [first.cells[at] ?? "", ...cells(problem)]));
  return toTsv(first === undefined ? HEAD : [first.head, ...HEAD], rows);
}

/** What an export says otherwise, a line for every field. */
export function changeTable(records: RecordChange[]): string {
  const lines = records.flatMap((one) => {
    const place = [one.sheet ?? "", String(one.row ?? ""), one.before_source ?? "", String(one.before_row ?? ""), one.name, one.what];
    return one.fields.length === 0 ? [[...place, "", "", ""]] : one.fields.map((field) => [...place, field.label, field.from, field.to]);
  });
  return toTsv(["Sheet", "Row", "File before", "Row before", "Record", "What", "Field", "From", "To"], lines);
}

/** Puts a table on the clipboard; answers what came of it, in words. */
export function copied(table: string): Promise<string> {
  return copyText(table).then(
    () => "Copied as a table.",
    () => "The clipboard refused it.",
  );
}
