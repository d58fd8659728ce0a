import type { ChartMark, ChartPicture } from "../ipc/wire";

/** The marks of a chart as the keyboard walks over them: one of them is where the tab key lands. */
export class Marks {
  readonly #picture: () => ChartPicture;
  /** The mark that is looked at; null while none is. */
  at = $state<number | null>(null);
  /** Where the keyboard was last. */
  #home = $state(0);

  constructor(picture: () => ChartPicture) {
    this.#picture = picture;
  }

  get all(): ChartMark[] {
    return this.#picture().marks;
  }

  /** The mark that takes the focus. */
  get stop(): number {
    return Math.min(this.#home, Math.max(this.all.length - 1, 0));
  }

  get shown(): ChartMark | null {
    return this.at === null ? null : (this.all[this.at] ?? null);
  }

  look(at: number | null): void {
    this.at = at;
    if (at !== null) this.#home = at;
  }

  /** Where a key leads; null where it leads nowhere. */
  after(key: string): number | null {
    const last = this.all.length - 1;
    const from = this.stop;
    if (key === "ArrowRight" || key === "ArrowDown") return Math.min(from + 1, last);
    if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(from - 1, 0);
    if (key === "Home") return 0;
    return key === "End" ? last : null;
  }
}
