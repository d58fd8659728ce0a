import { draft, dropLogo, exportReport, pickLogo } from "../../ipc/client";
import { asProblem, type Problem } from "../../errors/problem";
import type { ReportAsk, ReportInfo } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";
import { forOthers } from "../../session/for_others.svelte";
import { Pages } from "./pages.svelte";

const HEX = /^#?([0-9a-f]{6})$/i;

/** How the report was asked for last; a person who comes back finds it so. */
const asked = $state<{ edition: ReportAsk["edition"]; paper: ReportAsk["paper"]; accent: string }>({
  edition: "board",
  paper: "letter",
  accent: "",
});

/** The report as it would be written now. */
export class Report {
  readonly asked = asked;
  readonly drafted = new Asked<ReportInfo>();
  readonly pages: Pages;
  /** What was written and where; empty before. */
  written = $state("");
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** Pages of each edition, as far as it was laid out. */
  counts = $state.raw<Partial<Record<ReportAsk["edition"], number>>>({});

  /** The layout shown; the one before stays until a new one is there. */
  info = $state.raw<ReportInfo | null>(null);
  #latest: ReportAsk | null = null;

  /** The accent as six digits; null is ink. */
  readonly accent = $derived(HEX.exec(asked.accent.trim())?.[1] ?? null);
  /** The report as asked for; the same until something of it changes. */
  readonly ask: ReportAsk = $derived({ edition: asked.edition, paper: asked.paper, accent: this.accent, redact: forOthers.redact });

  /** Opens at a page, counted from 1. */
  constructor(page: number) {
    this.pages = new Pages(Number.isInteger(page) ? page : 1);
  }

  /** What is wrong with the accent as typed. */
  get accentFault(): string | null {
    if (this.asked.accent.trim() === "" || this.accent !== null) return null;
    return "Six hexadecimal digits, such as #23495A. Until then the rule is ink.";
  }

  /** Lays the report out as asked; the pages shown stay, greyed, until the new ones are there. */
  async draft(ask: ReportAsk): Promise<void> {
    this.#latest = ask;
    this.pages.outdate();
    await this.drafted.ask(() => draft(ask));
    const info = this.drafted.answer;
    if (info === null || this.#latest !== ask) return;
    this.info = info;
    this.counts = { ...this.counts, [ask.edition]: info.pages };
    this.pages.begin(ask, info.pages);
  }

  pickLogo(): Promise<void> {
    return this.#logo(pickLogo);
  }

  dropLogo(): Promise<void> {
    return this.#logo(dropLogo);
  }

  async export(): Promise<void> {
    await this.#attempt(async () => {
      this.written = "";
      const done = await exportReport(this.ask);
      if (done !== null) this.written = `Written to ${done.written}`;
    });
  }

  async #logo(command: () => Promise<string | null>): Promise<void> {
    await this.#attempt(async () => {
      await command();
      await this.draft(this.ask);
    });
  }

  async #attempt(command: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.problem = null;
    this.busy = true;
    try {
      await command();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.busy = false;
    }
  }
}
