import { asProblem, type Problem } from "../errors/problem";

/** After how many milliseconds waiting is put into words. */
export const SLOW = 500;

/**
 * One thing the page waits for: nothing yet, an answer, or what went wrong. The last question asked wins; the old
 * answer stays until the new one is there.
 */
export class Asked<T> {
  answer = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  waiting = $state(false);
  slow = $state(false);
  #latest = 0;

  async ask(question: () => Promise<T>): Promise<void> {
    const mine = ++this.#latest;
    const timer = setTimeout(() => {
      if (mine === this.#latest) this.slow = true;
    }, SLOW);
    this.problem = null;
    this.waiting = true;
    try {
      const answer = await question();
      if (mine === this.#latest) this.answer = answer;
    } catch (thrown) {
      if (mine === this.#latest) this.#fail(thrown);
    } finally {
      clearTimeout(timer);
      if (mine === this.#latest) this.#rest();
    }
  }

  /** What is on its way is no longer wanted, and nothing is shown. */
  forget(): void {
    this.#latest += 1;
    this.answer = null;
    this.problem = null;
    this.#rest();
  }

  #fail(thrown: unknown): void {
    this.answer = null;
    this.problem = asProblem(thrown);
  }

  #rest(): void {
    this.waiting = false;
    this.slow = false;
  }
}
