import { asProblem, type Problem } from "../../errors/problem";
import { problems } from "../../ipc/client";
import type { FiledProblem } from "../../ipc/wire";
import { problemTable } from "./tsv";
import { TAKEN, type Taken } from "./words";

/** Problems asked for at once. */
const PAGE = 200;

/** The problems of one source, page by page. */
export class Problems {
  found = $state.raw<FiledProblem[]>([]);
  taken = $state<Taken | "all">("all");
  problem = $state.raw<Problem | null>(null);
  waiting = $state(false);
  /** Where the next page begins; null at the end. */
  next = $state<number | null>(null);
  started = $state(false);

  readonly shown = $derived(this.taken === "all" ? this.found : this.found.filter((filed) => filed.taken === this.taken));

  constructor(readonly source: number) {}

  /** The next page; nothing at the end or while one is on its way. */
  async more(): Promise<void> {
    if (this.waiting || (this.started && this.next === null)) return;
    this.waiting = true;
    this.problem = null;
    try {
      const page = await problems(this.source, this.next, PAGE);
      this.found = [...this.found, ...page.problems];
      this.next = page.next;
      this.started = true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.waiting = false;
    }
  }

  /** Every page that is left, for a copy of the whole. */
  async all(): Promise<void> {
    do await this.more();
    while (this.next !== null && this.problem === null);
  }

  /** What is shown as a table for a spreadsheet. */
  async table(): Promise<string> {
    await this.all();
    return problemTable(
      this.shown.map((filed) => filed.problem),
      { head: "Taken", cells: this.shown.map((filed) => TAKEN[filed.taken]) },
    );
  }
}
