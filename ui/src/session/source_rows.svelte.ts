import { asProblem, type Problem } from "../errors/problem";
import { rows } from "../ipc/client";
import type { RowPage, SourceRow } from "../ipc/wire";
import { SLOW } from "./asked.svelte";

const PAGE = 200;

/** The rows behind a figure or an input, read page by page as they are needed. */
export class SourceRows {
  columns = $state.raw<string[]>([]);
  rows = $state.raw<SourceRow[]>([]);
  total = $state(0);
  problem = $state.raw<Problem | null>(null);
  /** The first page is there. */
  known = $state(false);
  /** The first page takes long enough to say so. */
  slow = $state(false);
  #of: string | null = null;
  #next: number | null = null;
  #round = 0;
  /** The page on its way. */
  #reading: Promise<void> | null = null;

  /** Reads from the start; what is shown stays until the first page is there. */
  async open(of: string): Promise<void> {
    if (of !== this.#of) this.known = false;
    this.#of = of;
    this.#next = null;
    this.#round += 1;
    this.problem = null;
    this.#reading = null;
    await this.#read((page) => {
      this.columns = [];
      this.rows = [];
      this.#add(page);
    });
  }

  /** Reads the next page, if there is one. */
  async more(): Promise<void> {
    if (this.#next !== null) await this.#read((page) => {
      this.#add(page);
    });
  }

  /** Reads what is left. */
  async all(): Promise<void> {
    while (this.#next !== null && this.problem === null) await this.more();
  }

  /** Heads of the whole table, with where each row stands. */
  get head(): string[] {
    return ["File", "Sheet", "Row", ...this.columns];
  }

  /** What has been read, cell by cell under the heads. */
  get lines(): string[][] {
    return this.rows.map((row) => [row.source, row.sheet ?? "", String(row.row), ...row.cells]);
  }

  /** One page at a time: who asks meanwhile waits for the one on its way. */
  async #read(take: (page: RowPage) => void): Promise<void> {
    if (this.#of === null) return;
    this.#reading ??= this.#page(this.#of, take);
    await this.#reading;
  }

  async #page(of: string, take: (page: RowPage) => void): Promise<void> {
    const round = this.#round;
    const timer = setTimeout(() => (this.slow = !this.known), SLOW);
    try {
      const page = await rows(of, this.#next, PAGE);
      if (round === this.#round) take(page);
    } catch (thrown) {
      if (round === this.#round) this.problem = asProblem(thrown);
    } finally {
      clearTimeout(timer);
      this.slow = false;
      if (round === this.#round) this.#reading = null;
    }
  }

  /** Pages of files of different kinds have different columns: a name met later goes to the end. */
  #add(page: RowPage): void {
    const columns = [...this.columns, ...page.columns].filter((name, at, all) => all.indexOf(name) === at);
    const cells = (row: SourceRow): string[] => columns.map((name) => cell(row, page.columns, name));
    const widen = (row: SourceRow): SourceRow => ({ ...row, cells: columns.map((_, at) => row.cells[at] ?? "") });
    const before = columns.length === this.columns.length ? this.rows : this.rows.map(widen);
    this.columns = columns;
    this.rows = [...before, ...page.rows.map((row) => ({ ...row, cells: cells(row) }))];
    this.total = page.total;
    this.#next = page.next;
    this.problem = null;
    this.known = true;
  }
}

/** A name can stand over several columns where files of several kinds are on one page. */
function cell(row: SourceRow, columns: string[], name: string): string {
  return row.cells.find((text, at) => columns[at] === name && text !== "") ?? "";
}
