import { createContext } from "svelte";
import { asProblem, type Problem } from "../errors/problem";
import * as shell from "../ipc/client";
import type { Assessment, Override, Preview, State } from "../ipc/wire";
import { Asked } from "./asked.svelte";
import { Latest } from "./latest.svelte";

/** Values tried, and whether they are still moving. */
interface Tried {
  overrides: Override[];
  moving: boolean;
}

/** So long nothing moves until the whole answer is asked, in milliseconds. */
const REST = 150;
/** While values move, charts follow at this pace, in milliseconds: drawing them costs more than all figures together. */
const PACE = 250;

/** The engagement that is open: where it stands, its answer, and what is being tried on it. */
export class OpenEngagement {
  /** Where the file stands; null when none is open. */
  state = $state.raw<State | null>(null);
  /** The shell has said whether an engagement is open. */
  known = $state(false);
  /** Grows with every change of what is open; rooms ask anew for what they hold when it does. */
  version = $state(0);
  /** Values being moved and not yet typed. */
  overrides = $state.raw<Override[]>([]);
  /** What charts are drawn with: the values being moved, a few times a second, and once they rest. */
  drawn = $state.raw<Override[]>([]);
  /** Values are on the move; what is out of sight can wait. */
  moving = $state(false);
  /** The page itself is opening, closing or moving along the history. */
  busy = $state(false);
  /** What went wrong while opening, trying, settling, undoing or redoing. */
  problem = $state.raw<Problem | null>(null);
  readonly #answer = new Asked<Assessment>();
  readonly #trying: Latest<Tried, Preview>;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #lastDrawn = -Infinity;
  #preview = $state.raw<Preview | null>(null);

  constructor() {
    this.#trying = new Latest(({ overrides, moving }: Tried) => shell.preview(overrides, moving), {
      take: (preview, tried) => {
        this.#preview = preview;
        this.#draw(tried);
      },
      fail: (thrown) => {
        this.problem = asProblem(thrown);
        this.moving = false;
      },
    });
  }

  /** The answer as typed. */
  get assessment(): Assessment | null {
    return this.#answer.answer;
  }

  /** The answer to show: with what is being moved, else as typed. */
  get shown(): Assessment | null {
    return this.#preview?.assessment ?? this.#answer.answer;
  }

  /** What is being tried, as shown, by key. */
  get texts(): Record<string, string> {
    return this.#preview?.texts ?? {};
  }

  /** New figures are on their way. */
  get waiting(): boolean {
    return this.#answer.waiting || this.#trying.waiting;
  }

  /** The same, and it takes long enough to say so. */
  get slow(): boolean {
    return this.#answer.slow || this.#trying.slow;
  }

  /** Why there is no answer at all. */
  get refusal(): Problem | null {
    return this.#answer.problem;
  }

  /** Asks what is open and what it says. */
  async load(): Promise<void> {
    await this.#attempt(shell.state);
    this.known = true;
  }

  /** Takes over what a command said about the file, and asks for the answer again. */
  async adopt(state: State | null): Promise<void> {
    if (state === null || state.file !== this.state?.file) this.#empty();
    this.state = state;
    this.known = true;
    this.version += 1;
    if (state !== null) await this.#answer.ask(shell.assessment);
  }

  /** Answers leave out the pay of small groups from now on, or hold it again; the next answer is there when this is done. */
  async curtain(on: boolean): Promise<void> {
    this.forgetTried();
    this.#answer.forget();
    await shell.curtain(on);
    await this.again();
  }

  /** Asks for the answer again, as after a refusal. */
  async again(): Promise<void> {
    this.version += 1;
    await this.#answer.ask(shell.assessment);
  }

  /** Shows the answer with these values; the newest wins. Nothing is written. */
  tryValues(overrides: Override[]): void {
    this.overrides = overrides;
    this.problem = null;
    if (overrides.length === 0) this.forgetTried();
    else this.#ask(overrides);
  }

  /** Figures go first: while values move, charts are asked for once the figures are painted. */
  #draw({ overrides, moving }: Tried): void {
    if (!moving) {
      this.moving = false;
      this.drawn = overrides;
    } else if (performance.now() - this.#lastDrawn > PACE) {
      this.#lastDrawn = performance.now();
      requestAnimationFrame(() =>
        setTimeout(() => {
          if (this.moving) this.drawn = overrides;
        }),
      );
    }
  }

  /** The quick answer at once; the whole one when nothing moved for a moment. */
  #ask(overrides: Override[]): void {
    clearTimeout(this.#rest);
    this.moving = true;
    this.#trying.ask({ overrides, moving: true });
    this.#rest = setTimeout(() => {
      this.#trying.ask({ overrides, moving: false });
    }, REST);
  }

  /** Types what is being tried as one change; the tried figures stay until the new ones are there. */
  async settle(why: string | null = null): Promise<void> {
    const mine = this.overrides;
    if (mine.length === 0) return;
    this.problem = await this.change(mine, why);
    if (this.overrides === mine) this.forgetTried();
  }

  forgetTried(): void {
    clearTimeout(this.#rest);
    this.#trying.drop();
    this.moving = false;
    this.overrides = [];
    this.drawn = [];
    this.#preview = null;
  }

  /** Types values: one change, one undo. Answers what went wrong, or null; whoever asks shows it. */
  change(changes: Override[], why: string | null): Promise<Problem | null> {
    return this.apply(() => shell.change(changes, why));
  }

  /** Does what ends in another state of the file, such as a commit. Answers what went wrong, or null when done. */
  async apply(command: () => Promise<State>): Promise<Problem | null> {
    try {
      await this.adopt(await command());
      return null;
    } catch (thrown) {
      return asProblem(thrown);
    }
  }

  undo(): Promise<boolean> {
    return this.#attempt(shell.undo);
  }

  redo(): Promise<boolean> {
    return this.#attempt(shell.redo);
  }

  /** Opens what the command asks for; false when the person cancelled or it could not be opened. */
  async open(command: () => Promise<State | null>): Promise<boolean> {
    return this.#attempt(command, true);
  }

  async close(): Promise<void> {
    await this.#attempt(() => shell.close());
  }

  async #attempt(command: () => Promise<State | null>, asks = false): Promise<boolean> {
    this.problem = null;
    this.busy = true;
    try {
      const state = await command();
      if (asks && state === null) return false;
      if (asks) this.#empty();
      this.forgetTried();
      // The rooms open at once; the answer comes when it is there.
      void this.adopt(state);
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #empty(): void {
    this.forgetTried();
    this.#answer.forget();
  }
}

export const [useEngagement, provideEngagement] = createContext<OpenEngagement>();
