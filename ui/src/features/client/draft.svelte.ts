import { asProblem, type Problem } from "../../errors/problem";
import { consequence } from "../../ipc/client";
import type { ClientFact, Consequence, Override } from "../../ipc/wire";
import { Latest } from "../../session/latest.svelte";

/** After how many milliseconds without a key what is typed is tried. */
const PAUSE = 150;

/** Writes one fact as one change; answers what went wrong. */
export type SetFact = (change: Override, why: string | null) => Promise<Problem | null>;

/** What is being typed for one fact, before it is set. */
export class Draft {
  /** Null where nothing is being typed. */
  #text = $state<string | null>(null);
  effect = $state.raw<Consequence | null>(null);
  problem = $state.raw<Problem | null>(null);
  why = $state("");
  /** It is being written. */
  setting = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #fact: () => ClientFact;
  readonly #trying: Latest<Override, Consequence>;

  constructor(fact: () => ClientFact) {
    this.#fact = fact;
    this.#trying = new Latest((change: Override) => consequence([change]), {
      take: (effect) => (this.effect = effect),
      fail: (thrown) => (this.problem = asProblem(thrown)),
    });
  }

  get text(): string {
    return this.#text ?? this.#fact().typed ?? "";
  }

  /** Something else is typed than what is in the file. */
  get dirty(): boolean {
    return this.#text !== null && this.#text.trim() !== (this.#fact().typed ?? "");
  }

  /** The change it stands for; an emptied field takes the typed value away. */
  get change(): Override {
    const text = this.text.trim();
    return { key: this.#fact().key, value: text === "" ? null : text };
  }

  type(text: string): void {
    this.#text = text;
    this.#forget();
    if (!this.dirty) return;
    this.#timer = setTimeout(() => {
      this.#trying.ask(this.change);
    }, PAUSE);
  }

  restore(): void {
    this.#text = null;
    this.why = "";
    this.#forget();
  }

  /** Writes it by `set`; a refusal stands beside the field, and what was typed stays. */
  async settle(set: SetFact): Promise<void> {
    if (!this.dirty || this.setting) return;
    clearTimeout(this.#timer);
    this.setting = true;
    const why = this.why.trim();
    const mine = this.#text;
    const problem = await set(this.change, why === "" ? null : why);
    this.setting = false;
    // What was typed meanwhile stands.
    if (this.#text !== mine) return;
    if (problem === null) this.restore();
    else this.#refuse(problem);
  }

  #refuse(problem: Problem): void {
    this.#forget();
    this.problem = problem;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#trying.drop();
    this.effect = null;
    this.problem = null;
  }
}
