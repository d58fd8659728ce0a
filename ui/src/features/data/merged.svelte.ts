import { asProblem, type Problem } from "../../errors/problem";
import { merges, split, unite } from "../../ipc/client";
import type { MergeInfo } from "../../ipc/wire";
import type { OpenEngagement } from "../../session/engagement.svelte";

/** Things asked for at once. */
const PAGE = 100;

/** Things of one kind that several rows show. */
export class Merged {
  found = $state.raw<MergeInfo[]>([]);
  problem = $state.raw<Problem | null>(null);
  waiting = $state(false);
  started = $state(false);
  /** Only those whose rows do not agree. */
  differing = $state(false);
  next = $state<string | null>(null);

  readonly shown = $derived(this.differing ? this.found.filter((one) => one.conflicts.length > 0) : this.found);

  constructor(
    readonly kind: string,
    readonly engagement: OpenEngagement,
  ) {}

  /** Asks anew for as many as were shown. */
  async again(): Promise<void> {
    await this.#ask(null, Math.max(this.found.length, PAGE));
  }

  async more(): Promise<void> {
    if (this.next !== null) await this.#ask(this.next, PAGE);
  }

  /** Takes a thing apart, or puts it together again: one change, one undo. */
  async turn(one: MergeInfo): Promise<void> {
    this.problem = await this.engagement.apply(() => (one.split ? unite(one.thing) : split(one.thing)));
  }

  async #ask(after: string | null, limit: number): Promise<void> {
    if (this.waiting) return;
    this.waiting = true;
    try {
      const page = await merges(this.kind, after, limit);
      this.found = after === null ? page.merges : [...this.found, ...page.merges];
      this.next = page.next;
      this.started = true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.waiting = false;
    }
  }
}
