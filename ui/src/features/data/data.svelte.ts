import { asProblem, type Problem } from "../../errors/problem";
import { commit, discard, quality, readAs, saveRejected, setAsideTable, sources, withdraw } from "../../ipc/client";
import type { Quality, ReadAs, SourceInfo, StagedTable, Waiting } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";
import type { OpenEngagement } from "../../session/engagement.svelte";
import type { Shell } from "../../session/shell.svelte";

/** What the room Data holds: the sources of the file, what waits to be committed, and how good the data is. */
export class DataRoom {
  readonly sources = new Asked<SourceInfo[]>();
  readonly quality = new Asked<Quality>();
  /** Why the last thing asked was not done; what is shown stands. */
  refusal = $state.raw<Problem | null>(null);
  /** Something is being written. */
  writing = $state(false);
  /** What was done last, at which change, and whether undo would take it back. */
  #done = $state.raw<{ text: string; at: number; undoable: boolean } | null>(null);
  readonly #engagement: OpenEngagement;
  readonly #shell: Shell;

  constructor(engagement: OpenEngagement, shell: Shell) {
    this.#engagement = engagement;
    this.#shell = shell;
  }

  get waiting(): Waiting | null {
    return this.#shell.staged.waiting;
  }

  /** What waits is being read again: the old stays, greyed. */
  get reading(): boolean {
    return this.#shell.staged.reading;
  }

  /** What was done last, in a sentence; nothing once something else was done or it was undone. */
  get said(): string {
    return this.#last?.text ?? "";
  }

  /** Undo would take back what was done last. */
  get undoable(): boolean {
    return this.#last?.undoable === true;
  }

  get #last(): { text: string; undoable: boolean } | null {
    return this.#done !== null && this.#done.at === this.#engagement.state?.change ? this.#done : null;
  }

  load(): void {
    void this.sources.ask(sources);
    void this.quality.ask(quality);
    if (!this.#shell.staged.reading) void this.#shell.staged.load();
  }

  /** The table with this id, else the first one that waits. */
  table(id: string | undefined): StagedTable | null {
    const tables = this.waiting?.tables ?? [];
    return tables.find((table) => String(table.id) === id) ?? tables[0] ?? null;
  }

  /** Asks which files and reads them. True where something new waits. */
  add(): Promise<boolean> {
    return this.#shell.staged.add();
  }

  async readAs(table: StagedTable, as: ReadAs): Promise<void> {
    await this.#shell.staged.take(() => readAs(table.id, as));
  }

  /** Writes the rejected rows of a table to a file; says what came of it, nothing when it was called off. */
  async saveRejected(table: StagedTable): Promise<string> {
    try {
      const written = await saveRejected(table.id, table.name);
      return written === null ? "" : `Written to ${written}. Correct them there and add that file.`;
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      return `${message} ${hint}`;
    }
  }

  /** Takes one table out of those that wait. */
  async setAside(table: StagedTable): Promise<void> {
    await this.#shell.staged.take(() => setAsideTable(table.id));
  }

  async commit(why: string, said: string): Promise<boolean> {
    return this.#write(async () => {
      const problem = await this.#engagement.apply(() => commit(reason(why)));
      if (problem === null) this.#shell.staged.forget();
      return problem;
    }, said);
  }

  async discard(): Promise<boolean> {
    return this.#write(async () => {
      const problem = await this.#engagement.apply(discard);
      if (problem === null) this.#shell.staged.forget();
      return problem;
    }, "What waited is discarded. Nothing in the file changed.");
  }

  /** Takes a whole import back. */
  async withdraw(source: SourceInfo, why: string): Promise<boolean> {
    return this.#write(() => this.#engagement.apply(() => withdraw(source.id, reason(why))), `${source.name} is taken back. Its rows no longer count.`);
  }

  async undo(): Promise<void> {
    this.#done = null;
    await this.#engagement.undo();
  }

  async #write(command: () => Promise<Problem | null>, said: string): Promise<boolean> {
    this.refusal = null;
    this.#done = null;
    const before = this.#engagement.state?.change ?? 0;
    this.writing = true;
    this.refusal = await command();
    this.writing = false;
    const at = this.#engagement.state?.change ?? 0;
    if (this.refusal === null) this.#done = { text: said, at, undoable: at !== before };
    return this.refusal === null;
  }
}

/** A reason as the shell takes it: none where nothing was typed. */
function reason(why: string): string | null {
  const text = why.trim();
  return text === "" ? null : text;
}
