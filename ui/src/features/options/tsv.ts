import { toTsv } from "../../components/clipboard";
import type { Option } from "../../ipc/wire";
import { BELOW, says, type MeasureRow } from "./measures";
import { horizon, rows, standing, type Row } from "./rows";

const NONE = "–";

/** The table as text with tabs, as a worksheet takes it. */
export function tsv(options: Option[]): string {
  const table = rows(options);
  const counted = table.filter((row) => row.inTotal).map(lineCells);
  const outside = table.filter((row) => !row.inTotal).map((row) => [`Outside: ${row.name}`, ...lineCells(row).slice(1)]);
  const total = [`Direct cost, ${horizon(options)}`, ...options.map((option) => option.text.thousands ?? "unknown")];
  const rank = ["Rank", ...options.map((option) => (option.rank === null ? standing(option) : String(option.rank)))];
  const head = ["US$ thousand", ...options.map((option) => option.name)];
  return toTsv(head, [...counted, total, ...BELOW.map((one) => measureCells(one, options)), rank, ...outside]);
}

function lineCells(row: Row): string[] {
  return [row.name, ...row.cells.map(({ line }) => (line === null ? NONE : (line.text.thousands ?? "unknown")))];
}

function measureCells(measure: MeasureRow, options: Option[]): string[] {
  return [measure.name, ...options.map((option) => (says(measure, option) ? (option.text[measure.short] ?? "unknown") : NONE))];
}
