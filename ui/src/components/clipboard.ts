import { asPng } from "./chart_png";

/** Text that a spreadsheet would take for a formula is marked as text; numbers stay numbers, with the minus it knows. */
function cell(text: string): string {
  const flat = text.replaceAll(/[\t\r\n]+/g, " ");
  if (/^[+−-]?\$?[\d.,]+\s*%?$/.test(flat)) return flat.replace("−", "-");
  return /^[=+@-]/.test(flat) ? `'${flat}` : flat;
}

/** A table as spreadsheets take it from the clipboard. */
export function toTsv(head: string[], rows: string[][]): string {
  return [head, ...rows].map((row) => row.map(cell).join("\t")).join("\n");
}

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** Puts a chart on the clipboard as a picture. */
export async function copyPicture(svg: string, width: number, height: number): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(svg, { width, height }) })]);
}
