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
}

/** What is asked last is drawn last: one chart at a time, so that figures never wait for more than one of them. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn({ name, width, overrides }: Question): Promise<ChartPicture> {
  const mine = turn.then(() => chart(name, width, overrides));
  turn = mine.catch(() => null);
  return mine;
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
    picture.ask(question);
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
