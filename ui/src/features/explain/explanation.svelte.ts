import { explain, explainInput } from "../../ipc/client";
import type { ExplainedInput, Explanation } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";
import type { Explained, Explaining } from "../../session/explaining.svelte";

export type Answer = { kind: "figure"; figure: Explanation } | { kind: "input"; input: ExplainedInput };

/** What was open before, with the name it went by. */
export interface Step extends Explained {
  name: string;
}

function same(one: Explained | null, other: Explained | null): boolean {
  return one?.kind === other?.kind && one?.id === other?.id;
}

async function answer({ kind, id }: Explained): Promise<Answer> {
  return kind === "figure" ? { kind, figure: await explain(id) } : { kind, input: await explainInput(id) };
}

/** The explanation at the side, and the way one came to it from another. */
export class SideColumn {
  readonly asked = new Asked<Answer>();
  trail = $state.raw<Step[]>([]);
  /** It was led here from inside another explanation. */
  stepped = false;
  readonly #explaining: Explaining;
  /** Where a step within the column leads; any other opening starts a new trail. */
  #expected: Explained | null = null;
  #shown: Explained | null = null;

  constructor(explaining: Explaining) {
    this.#explaining = explaining;
  }

  get name(): string {
    const found = this.asked.answer;
    if (found === null) return "";
    return found.kind === "figure" ? found.figure.name : found.input.name;
  }

  /** Follows what is open; the old explanation stays until the new one is there. */
  follow(open: Explained | null): void {
    if (!same(open, this.#expected) && !same(open, this.#shown)) this.trail = [];
    this.#expected = null;
    this.#shown = open;
    if (open === null) this.asked.forget();
    else void this.asked.ask(() => answer(open));
  }

  /** Explains something inside what is explained; back leads here again. */
  into(what: Explained): void {
    if (this.#shown === null || same(what, this.#shown)) return;
    this.trail = [...this.trail, { ...this.#shown, name: this.name }];
    this.#lead(what);
  }

  /** Goes back to the step at this place of the trail. */
  backTo(place: number): void {
    const step = this.trail[place];
    if (step === undefined) return;
    this.trail = this.trail.slice(0, place);
    this.#lead({ kind: step.kind, id: step.id });
  }

  #lead(to: Explained): void {
    this.#expected = to;
    this.stepped = true;
    this.#explaining.show(to);
  }
}
