import type { CellChoice, ReadAs, RowProblem, StagedColumn, StagedTable } from "../../ipc/wire";

/** What the person says of a table, said anew with one thing changed: each answers the whole of it, and nothing is sent here. */

/** Another kind: fields belong to a kind, so what was said of columns falls away. */
export function asKind(table: StagedTable, kind: string): ReadAs {
  return { ...table.read_as, kind, columns: [], readings: [] };
}

/** Another sheet has other columns, and perhaps another kind. */
export function asSheet(sheet: string): ReadAs {
  return { kind: null, sheet, columns: [], readings: [], cells: [] };
}

/** A column feeds a field, or is left out. A field has one column: another that fed it is left out. */
export function asField(table: StagedTable, column: StagedColumn, field: string | null): ReadAs {
  const rivals = table.columns.filter((other) => field !== null && other.field === field && other.key !== column.key);
  const said = [{ header: column.key, field }, ...rivals.map((rival) => ({ header: rival.key, field: null }))];
  const headers = said.map((choice) => choice.header);
  const kept = table.read_as.columns.filter((choice) => !headers.includes(choice.header));
  return { ...table.read_as, kind: table.kind, columns: [...kept, ...said] };
}

/** One of two readings of a column. */
export function asReading(table: StagedTable, column: StagedColumn, reading: string): ReadAs {
  const kept = table.read_as.readings.filter((choice) => choice.header !== column.key);
  return { ...table.read_as, readings: [...kept, { header: column.key, reading }] };
}

/** Text this long may have been cut: which cells are alike cannot be told from it. */
const WHOLE = 200;

/** Problems of other rows that say the same of the same cell; none where it cannot be told, or is empty. */
export function alike(problems: RowProblem[], problem: RowProblem): number {
  if (problem.value === "" || problem.value.length > WHOLE) return 0;
  const rows = problems.filter((other) => other.column === problem.column && other.value === problem.value).map((other) => other.row);
  return new Set(rows).size;
}

/** A cell, or every cell alike, is read as said. What was said of the same cells before falls away. */
export function asCell(table: StagedTable, problem: RowProblem, read: string, all: boolean): ReadAs {
  const said: CellChoice = { header: problem.column ?? "", row: all ? null : problem.row, written: problem.value, read };
  return { ...asWritten(table, said), cells: [...asWritten(table, said).cells, said] };
}

/** A correction is taken back. */
export function asWritten(table: StagedTable, said: CellChoice): ReadAs {
  const same = (one: CellChoice): boolean => one.header === said.header && one.row === said.row && (one.row !== null || one.written === said.written);
  return { ...table.read_as, cells: table.read_as.cells.filter((one) => !same(one)) };
}

/** Encodings a person may have to say, most frequent first; every name is one of the WHATWG list. */
export const ENCODINGS = ["UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "ISO-8859-2", "windows-1250", "windows-1251", "ISO-8859-7", "gb18030", "Shift_JIS", "macintosh"];

/** Signs between cells, with their names. */
export const DELIMITERS = [
  { value: ",", label: "comma" },
  { value: ";", label: "semicolon" },
  { value: "\t", label: "tab" },
  { value: "|", label: "bar" },
];

/** Text in another encoding, or cut at another sign, has other headers: what was said of columns falls away. */
export function asText(table: StagedTable, said: { encoding?: string; delimiter?: string }): ReadAs {
  return { ...table.read_as, ...said, columns: [], readings: [], cells: [] };
}
