import { SLOW } from "./asked.svelte";

interface Ends<Q, T> {
  take: (answer: T, asked: Q) => void;
  fail: (thrown: unknown) => void;
}

/** Asks one question at a time; of those that come meanwhile only the newest is asked next. */
export class Latest<Q, T> {
  /** An answer is on its way. */
  waiting = $state(false);
  /** It takes long enough to wonder. */
  slow = $state(false);
  readonly #question: (asked: Q) => Promise<T>;
  readonly #ends: Ends<Q, T>;
  #next: { asked: Q } | null = null;
  #round = 0;

  constructor(question: (asked: Q) => Promise<T>, ends: Ends<Q, T>) {
    this.#question = question;
    this.#ends = ends;
  }

  ask(asked: Q): void {
    this.#next = { asked };
    if (!this.waiting) void this.#work();
  }

  /** What is on its way is no longer wanted. */
  drop(): void {
    this.#next = null;
    this.#round += 1;
  }

  async #work(): Promise<void> {
    this.waiting = true;
    while (this.#next !== null) {
      const { asked } = this.#next;
      this.#next = null;
      await this.#answer(asked);
    }
    this.waiting = false;
  }

  async #answer(asked: Q): Promise<void> {
    const round = this.#round;
    const timer = setTimeout(() => (this.slow = true), SLOW);
    try {
      const answer = await this.#question(asked);
      if (round === this.#round) this.#ends.take(answer, asked);
    } catch (thrown) {
      if (round === this.#round) this.#ends.fail(thrown);
    } finally {
      clearTimeout(timer);
      this.slow = false;
    }
  }
}
