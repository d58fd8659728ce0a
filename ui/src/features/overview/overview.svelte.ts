import { asProblem, type Problem } from "../../errors/problem";
import { assessment, explain } from "../../ipc/client";
import type { Assessment, Explanation } from "../../ipc/wire";

/** After how many milliseconds waiting is put into words. */
const SLOW = 500;

/** One thing the page waits for: nothing yet, an answer, or what went wrong. The last question asked wins. */
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

/** The page on one engagement: its answer, and the figure that is being explained. */
export class Overview {
  readonly assessment = new Asked<Assessment>();
  readonly explanation = new Asked<Explanation>();
  /** The id of the figure that is open at the side. */
  open = $state<string | null>(null);

  async load(): Promise<void> {
    await this.assessment.ask(assessment);
  }

  /** Opens a figure at the side; the open one closes. */
  ask(figure: string): void {
    if (figure === this.open) {
      this.close();
      return;
    }
    this.open = figure;
    void this.explanation.ask(() => explain(figure));
  }

  close(): void {
    this.open = null;
    this.explanation.forget();
  }
}
