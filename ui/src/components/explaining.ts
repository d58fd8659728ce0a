import { createContext } from "svelte";

/** What a figure needs to be explained: which one is open, and how to ask. Every figure on the page shares it. */
export interface Explaining {
  readonly open: string | null;
  ask(figure: string): void;
}

export const [explaining, provideExplaining] = createContext<Explaining>();
