import { untrack } from "svelte";
import { asProblem, type Problem } from "../errors/problem";
import { chart, saveChart } from "../ipc/client";
import type { ChartPicture, Override } from "../ipc/wire";
import { type OpenEngagement, useEngagement } from "./engagement.svelte";
import { Latest } from "./latest.svelte";

interface Question {
  name: string;
  width: number;
  overrides: Override[];
  /** Values are on the move; the next chart can wait. */
  moving: boolean;
}

/** While values move, so long until the next chart is asked for, in milliseconds: no two are drawn in one frame. */
const BETWEEN = 60;

/** What is asked last is drawn last: one chart at a time, so that figures never wait for more than one of them. */
let turn: Promise<unknown> = Promise.resolve();
/** Ends the pause between two charts. */
let goOn = (): void => undefined;

function inTurn({ name, width, overrides, moving }: Question): Promise<ChartPicture> {
  if (!moving) goOn();
  const mine = turn.then(() => chart(name, width, overrides));
  turn = mine.catch(() => null).then(() => (moving ? pause() : null));
  return mine;
}

function pause(): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, BETWEEN);
    goOn = () => {
      clearTimeout(timer);
      done();
    };
  });
}

/** One chart of the open engagement; the old picture stays until the new one is there. */
export class Chart {
  picture = $state.raw<ChartPicture | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #asking: Latest<Question, ChartPicture>;

  constructor() {
    this.#asking = new Latest(inTurn, {
      take: (picture) => {
        this.picture = picture;
        this.problem = null;
      },
      fail: (thrown) => (this.problem = asProblem(thrown)),
    });
  }

  get waiting(): boolean {
    return this.#asking.waiting;
  }

  get slow(): boolean {
    return this.#asking.slow;
  }

  ask(question: Question): void {
    this.#asking.ask(question);
  }
}

function follow(picture: Chart, engagement: OpenEngagement, name: string, width: number): void {
  // What was committed can change without the values tried: the version is part of the question.
  if (engagement.version < 0 || engagement.state === null || width <= 0) return;
  const question = { name, width: Math.round(width), overrides: engagement.drawn };
  // That an answer is awaited is no reason to ask again.
  untrack(() => {
    picture.ask({ ...question, moving: engagement.moving });
  });
}

/** Writes a chart to a file; says in words what came of it, nothing when it was called off. */
export async function chartSaved(name: string, kind: "svg" | "png"): Promise<string | null> {
  try {
    const written = await saveChart(name, kind);
    return written === null ? null : `Written to ${written}.`;
  } catch (thrown) {
    const { message, hint } = asProblem(thrown);
    return `${message} ${hint}`;
  }
}

/**
 * The chart `name`, drawn `width` pixels wide and anew whenever the engagement or what is tried changes. One that is not
 * `seen` is drawn when what is tried rests.
 */
export function useChart(name: () => string, width: () => number, seen: () => boolean = () => true): Chart {
  const engagement = useEngagement();
  const picture = new Chart();
  $effect(() => {
    if (seen() || !engagement.moving) follow(picture, engagement, name(), width());
  });
  return picture;
}
