import { createContext } from "svelte";
import type { Escape } from "./escape.svelte";

export interface Explained {
  kind: "figure" | "input";
  id: string;
}

/** Which figure or input is explained at the side. */
export class Explaining {
  open = $state.raw<Explained | null>(null);
  readonly #escape: Escape;
  #stop: (() => void) | null = null;
  #from: Element | null = null;

  constructor(escape: Escape) {
    this.#escape = escape;
  }

  /** Explains a figure; the one that is open closes. */
  ask(id: string): void {
    this.#toggle({ kind: "figure", id });
  }

  /** Explains an input. */
  askInput(id: string): void {
    this.#toggle({ kind: "input", id });
  }

  /** Explains it whether or not it is open. */
  show(what: Explained): void {
    this.#from = document.activeElement;
    this.open = what;
    this.#stop ??= this.#escape.push(() => {
      this.close();
    });
  }

  /** Closes, and the keyboard goes back to where it was asked from. */
  close(): void {
    const closing = this.open;
    if (closing === null) return;
    this.forget();
    this.#origin(closing)?.focus();
  }

  /** Closes without moving the keyboard, as when a room or an engagement is left. */
  forget(): void {
    this.#stop?.();
    this.#stop = null;
    this.open = null;
  }

  #toggle(what: Explained): void {
    if (this.open?.kind === what.kind && this.open.id === what.id) this.close();
    else this.show(what);
  }

  #origin(closing: Explained): HTMLElement | null {
    if (this.#from instanceof HTMLElement && this.#from.isConnected && this.#from !== document.body) return this.#from;
    return document.querySelector<HTMLElement>(`[data-${closing.kind}="${CSS.escape(closing.id)}"]`);
  }
}

export const [useExplaining, provideExplaining] = createContext<Explaining>();
