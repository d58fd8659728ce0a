import type { Task } from "../ipc/shell";
import { SLOW } from "./asked.svelte";

interface Step {
  task: Task;
  name: string;
  done: number;
}

/** After how many milliseconds without news something counts as finished. */
const SILENT = 2000;

/** What runs for longer than half a second; the shell tells how far it is, not when it ends. */
export class Progress {
  now = $state.raw<Step | null>(null);
  #begun: { task: Task; at: number } | null = null;
  #end: ReturnType<typeof setTimeout> | undefined;

  hear(step: Step): void {
    if (this.#begun?.task !== step.task) this.#begun = { task: step.task, at: performance.now() };
    if (performance.now() - this.#begun.at >= SLOW) this.now = step;
    clearTimeout(this.#end);
    this.#end = setTimeout(() => {
      this.finish();
    }, SILENT);
  }

  /** The answer is there. */
  finish(): void {
    clearTimeout(this.#end);
    this.#begun = null;
    this.now = null;
  }
}
