import type { Attachment } from "svelte/attachments";

const MOVES: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function operable(cell: HTMLTableCellElement | undefined): HTMLElement | null {
  return cell?.querySelector<HTMLElement>("button, a") ?? null;
}

function cells(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...table.rows].flatMap((row) => [...row.cells]).filter((cell) => operable(cell) !== null);
}

/** The next cell in that direction that holds something to operate. */
function beyond(table: HTMLTableElement, from: HTMLTableCellElement, [down, right]: [number, number]): HTMLElement | null {
  let row = (from.parentElement as HTMLTableRowElement).rowIndex;
  let column = from.cellIndex;
  for (;;) {
    row += down;
    column += right;
    const cell = column < 0 ? undefined : table.rows[row]?.cells[column];
    if (cell === undefined) return null;
    const found = operable(cell);
    if (found !== null) return found;
  }
}

function edge(cell: HTMLTableCellElement, key: string): HTMLElement | null {
  const row = [...(cell.parentElement as HTMLTableRowElement).cells].map((one) => operable(one)).filter((one) => one !== null);
  return (key === "Home" ? row[0] : row.at(-1)) ?? null;
}

/** Only one cell of the table is a stop of Tab; the arrows, Home and End move between the cells. */
export const arrows: Attachment<HTMLTableElement> = (table) => {
  let current: Element | null = null;

  function stop(): void {
    const all = cells(table).map((cell) => operable(cell));
    if (current === null || !table.contains(current)) current = all.find((one) => one?.hasAttribute("data-figure")) ?? all[0] ?? null;
    for (const one of all) if (one !== null) one.tabIndex = one === current ? 0 : -1;
  }

  function focused(event: FocusEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
    current = operable(cell ?? undefined);
    stop();
  }

  function pressed(event: KeyboardEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
    if (cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const next = move ? beyond(table, cell, move) : ["Home", "End"].includes(event.key) ? edge(cell, event.key) : null;
    if (move ?? next) event.preventDefault();
    next?.focus();
  }

  const watch = new MutationObserver(stop);
  watch.observe(table, { childList: true, subtree: true });
  table.addEventListener("focusin", focused);
  table.addEventListener("keydown", pressed);
  stop();
  return () => {
    watch.disconnect();
    table.removeEventListener("focusin", focused);
    table.removeEventListener("keydown", pressed);
  };
};
