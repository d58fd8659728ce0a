import type { ReadAs, StagedColumn, StagedTable } from "../../ipc/wire";

/** What the person says of a table, said anew with one thing changed: each answers the whole of it, and nothing is sent here. */

/** Another kind: fields belong to a kind, so what was said of columns falls away. */
export function asKind(table: StagedTable, kind: string): ReadAs {
  return { ...table.read_as, kind, columns: [], readings: [] };
}

/** Another sheet has other columns, and perhaps another kind. */
export function asSheet(sheet: string): ReadAs {
  return { kind: null, sheet, columns: [], readings: [] };
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
