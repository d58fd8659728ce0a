import type { Problem } from "../../errors/problem";
import { levers } from "../../ipc/client";
import type { Lever, Levers } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";
import type { OpenEngagement } from "../../session/engagement.svelte";

/** Where someone has put an input; it stays there until the shell says where it is. */
interface Held {
  key: string;
  value: string;
  text: string;
}

/** The inputs worth moving. Their order follows what tells most, but holds still while someone is at one of them. */
export class LiveLevers {
  readonly asked = new Asked<Levers>();
  #order = $state.raw<string[]>([]);
  #held = $state.raw<Held | null>(null);
  readonly #engagement: OpenEngagement;

  readonly inputs: Lever[] = $derived(inOrder(this.asked.answer?.inputs ?? [], this.#order));

  constructor(engagement: OpenEngagement) {
    this.#engagement = engagement;
  }

  /** Asks anew; with `hold` those already shown keep their places. */
  async ask(hold: boolean): Promise<void> {
    const held = this.#held;
    await this.asked.ask(levers);
    const found = (this.asked.answer?.inputs ?? []).map((lever) => lever.key);
    this.#order = hold ? settled(this.#order, found) : found;
    if (this.#held === held) this.#held = null;
  }

  /** Where the slider stands. */
  position(lever: Lever): string {
    return this.#held?.key === lever.key ? this.#held.value : lever.likely;
  }

  /** The value as shown: what is tried comes back as text a moment later. */
  text(lever: Lever): string {
    if (this.#held?.key !== lever.key) return lever.text;
    return this.#engagement.texts[lever.key] ?? this.#held.text;
  }

  /** Tries a value while it is being moved. */
  move(lever: Lever, value: string): void {
    this.#held = { key: lever.key, value, text: this.text(lever) };
    this.#engagement.tryValues([{ key: lever.key, value }]);
  }

  /** Makes what was tried one change. */
  async letGo(lever: Lever): Promise<void> {
    if (this.#held?.key !== lever.key) return;
    this.#held = { ...this.#held, text: this.text(lever) };
    await this.#engagement.settle();
    if (this.#engagement.problem !== null) this.#held = null;
  }

  /** Leaves the value as it was. */
  leave(lever: Lever): void {
    if (this.#held?.key !== lever.key) return;
    this.#held = null;
    this.#engagement.forgetTried();
  }

  /** Types a value, or takes the typed one away; answers what went wrong. */
  type(key: string, value: string | null): Promise<Problem | null> {
    return this.#engagement.change([{ key, value }], null);
  }
}

/** What stays keeps its place, what is new takes the places left. */
function settled(shown: string[], found: string[]): string[] {
  const fresh = found.filter((key) => !shown.includes(key));
  const places = shown.map((key) => (found.includes(key) ? key : (fresh.shift() ?? null)));
  return [...places.filter((key) => key !== null), ...fresh];
}

function inOrder(inputs: Lever[], order: string[]): Lever[] {
  const place = (lever: Lever): number => {
    const at = order.indexOf(lever.key);
    return at < 0 ? order.length : at;
  };
  return inputs.toSorted((a, b) => place(a) - place(b));
}

/** The figure alone, as it fits the field; the unit is said in the row's title. */
export function bare(text: string): string {
  return /^[−-]?\$?[\d.,]+( %| h)?/.exec(text)?.[0] ?? text;
}
