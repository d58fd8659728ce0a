import { asProblem } from "../../errors/problem";
import { savePreset } from "../../ipc/client";
import type { StagedTable } from "../../ipc/wire";

/** Keeping how a table is read as a preset of one's own: the next export of that tool is then recognised. */
export class Keeping {
  open = $state(false);
  name = $state("");
  said = $state("");
  /** The name that is there already; saving under it once more replaces it. */
  #taken = $state("");

  constructor(readonly table: StagedTable) {
    this.name = table.name.replace(/\.[^.]+$/, "").replaceAll(/[-_]+/g, " ");
  }

  /** A preset of this name is there. */
  get there(): boolean {
    return this.#taken !== "" && this.#taken === this.name.trim();
  }

  async keep(): Promise<void> {
    const name = this.name.trim();
    if (name === "") return;
    try {
      const preset = await savePreset(this.table.id, name, this.there);
      this.said = `Kept as “${preset.title}”. Exports with these columns are read so from now on.`;
      this.open = false;
    } catch (thrown) {
      const { code, message, hint } = asProblem(thrown);
      const exists = code === "exists";
      this.#taken = exists ? name : "";
      this.said = exists ? "A preset of this name is there. Replace it, or take another name." : `${message} ${hint}`;
    }
  }
}
