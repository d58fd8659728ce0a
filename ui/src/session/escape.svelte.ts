import { createContext } from "svelte";

/** What Esc closes, the last opened first. */
export class Escape {
  #open: (() => void)[] = [];

  /** `close` is what Esc does until the answer is called. */
  push(close: () => void): () => void {
    this.#open = [...this.#open, close];
    return () => {
      this.#open = this.#open.filter((one) => one !== close);
    };
  }

  /** Closes what opened last; false when nothing is open. */
  closeLast(): boolean {
    const last = this.#open.at(-1);
    last?.();
    return last !== undefined;
  }
}

export const [useEscape, provideEscape] = createContext<Escape>();
