import { createContext } from "svelte";

/** What a word of the field means; null where it is none. Every room shares it. */
export type Meaning = (word: string) => string | null;

export const [meaningOf, provideMeaning] = createContext<Meaning>();
