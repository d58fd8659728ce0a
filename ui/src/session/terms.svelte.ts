import { createContext } from "svelte";
import { terms } from "../ipc/client";
import type { Term } from "../ipc/wire";

/** `At required scope (R)` is called without its sign too, and `NPV` by the words before the colon of its meaning. */
function named({ term, meaning }: Term, sought: string): boolean {
  const name = term.toLowerCase();
  return name === sought || name.startsWith(`${sought} (`) || meaning.toLowerCase().startsWith(`${sought}: `);
}

/** The words of the field and what they mean here. */
export class Terms {
  all = $state.raw<Term[]>([]);

  /** A glossary that cannot be read leaves words without explanation; nothing else depends on it. */
  async load(): Promise<void> {
    this.all = await terms().catch(() => []);
  }

  /** What a word means, called by its name or by what its name is short for; null where it is not a term. */
  meaning(word: string): string | null {
    const sought = word.toLowerCase();
    return this.all.find((one) => named(one, sought))?.meaning ?? null;
  }
}

export const [useTerms, provideTerms] = createContext<Terms>();
