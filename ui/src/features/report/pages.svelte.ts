import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { asProblem, type Problem } from "../../errors/problem";
import { page } from "../../ipc/client";
import type { ReportAsk } from "../../ipc/wire";

/** One page as it was drawn. */
export interface Drawn {
  svg: string;
  /** The drawing it belongs to; an older one is shown greyed. */
  round: number;
}

/** The pages of a report, drawn one by one: the one that is read first, then those whose thumbnails are in sight. */
export class Pages {
  readonly drawn = new SvelteMap<number, Drawn>();
  count = $state(0);
  /** The page that is read, from 1. */
  current: number;
  round = $state(0);
  /** A new layout is on its way. */
  outdated = $state(false);
  problem = $state.raw<Problem | null>(null);
  readonly #seen = new SvelteSet<number>();
  #ask: ReportAsk | null = null;
  #working = false;

  constructor(first: number) {
    this.current = $state(first);
  }

  /** What is shown is no longer what would be written. */
  outdate(): void {
    this.outdated = true;
    this.#ask = null;
  }

  /** Draws the pages of a new layout. */
  begin(ask: ReportAsk, count: number): void {
    this.#ask = ask;
    this.problem = null;
    this.round += 1;
    this.outdated = false;
    this.count = count;
    for (const number of this.drawn.keys()) if (number > count) this.drawn.delete(number);
    this.current = Math.min(Math.max(this.current, 1), count);
    void this.#work();
  }

  show(number: number): void {
    this.current = Math.min(Math.max(number, 1), Math.max(this.count, 1));
    void this.#work();
  }

  /** A thumbnail came into sight, or left it. */
  see(number: number, seen: boolean): void {
    if (seen) this.#seen.add(number);
    else this.#seen.delete(number);
    void this.#work();
  }

  isStale(number: number): boolean {
    return this.outdated || this.drawn.get(number)?.round !== this.round;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let next = this.#next(); next !== null; next = this.#next()) await this.#draw(next.ask, next.number);
    this.#working = false;
  }

  #next(): { ask: ReportAsk; number: number } | null {
    const ask = this.#ask;
    if (ask === null) return null;
    const number = [this.current, ...[...this.#seen].toSorted((a, b) => a - b)].find((one) => one <= this.count && this.drawn.get(one)?.round !== this.round);
    return number === undefined ? null : { ask, number };
  }

  async #draw(ask: ReportAsk, number: number): Promise<void> {
    const round = this.round;
    try {
      const svg = await page(ask, number);
      if (ask === this.#ask) this.drawn.set(number, { svg, round });
      this.problem = null;
    } catch (thrown) {
      if (ask !== this.#ask) return;
      this.problem = asProblem(thrown);
      this.#ask = null;
    }
  }
}
