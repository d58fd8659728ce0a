import { asProblem, type Problem } from "../errors/problem";
import { addFiles, stage, waiting } from "../ipc/client";
import type { Waiting } from "../ipc/wire";

/** What has been read and waits to be committed. */
export class Staged {
  waiting = $state.raw<Waiting | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Files are being read. */
  reading = $state(false);

  /** Reads what the shell's inbox holds. */
  stage(): Promise<boolean> {
    return this.take(stage);
  }

  /** Asks which files and reads them; false when cancelled or refused. */
  add(): Promise<boolean> {
    return this.take(addFiles, true);
  }

  /** Asks what waits. */
  load(): Promise<boolean> {
    return this.take(waiting);
  }

  /** Does what answers with what waits, such as reading a table again. With `optional`, null means nothing was done. */
  async take(command: () => Promise<Waiting | null>, optional = false): Promise<boolean> {
    this.reading = true;
    this.problem = null;
    try {
      const answer = await command();
      if (answer !== null || !optional) this.waiting = answer;
      return answer !== null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      this.reading = false;
    }
  }

  forget(): void {
    this.waiting = null;
    this.problem = null;
  }
}
