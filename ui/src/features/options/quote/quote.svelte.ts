import { SvelteMap } from "svelte/reactivity";
import { commit, quoteFields, setAsideTable, stageQuote } from "../../../ipc/client";
import type { Problem } from "../../../errors/problem";
import type { Override, QuoteField, StagedTable, Waiting } from "../../../ipc/wire";
import { Asked } from "../../../session/asked.svelte";
import type { OpenEngagement } from "../../../session/engagement.svelte";
import type { Shell } from "../../../session/shell.svelte";

export interface FieldGroup {
  title: string;
  fields: QuoteField[];
}

function grouped(fields: QuoteField[]): FieldGroup[] {
  const titles = [...new Set(fields.map((field) => field.group))];
  return titles.map((title) => ({ title, fields: fields.filter((field) => field.group === title) }));
}

/** The offer typed last; the reading numbers what waits upwards. */
function typedOffer(waiting: Waiting | null): StagedTable | null {
  return waiting?.tables.filter((table) => table.kind === "quotes").at(-1) ?? null;
}

/** What was typed stays while another room is looked at, as long as the same engagement is open. */
const kept = new WeakMap<Shell, { file: string | null; draft: QuoteDraft }>();

/** An offer as it is typed: first its fields, then what it becomes, then it counts. */
export class QuoteDraft {
  readonly asked = new Asked<QuoteField[]>();
  readonly typed = new SvelteMap<string, string>();
  /** What is wrong with a field, by its name. */
  faults = $state.raw<Record<string, string>>({});
  /** What is wrong with the offer as a whole. */
  problem = $state.raw<Problem | null>(null);
  /** It is read and waits. */
  staged = $state(false);
  busy = $state(false);
  readonly #shell: Shell;
  readonly #engagement: OpenEngagement;

  /** The offer that is being typed, or a new one. */
  static of(shell: Shell, engagement: OpenEngagement): QuoteDraft {
    const file = engagement.state?.file ?? null;
    const known = kept.get(shell);
    if (known?.file === file) return known.draft;
    const draft = new QuoteDraft(shell, engagement);
    kept.set(shell, { file, draft });
    return draft;
  }

  constructor(shell: Shell, engagement: OpenEngagement) {
    this.#shell = shell;
    this.#engagement = engagement;
  }

  get groups(): FieldGroup[] {
    return grouped(this.asked.answer ?? []);
  }

  get waiting(): Waiting | null {
    return this.#shell.staged.waiting;
  }

  get table(): StagedTable | null {
    return typedOffer(this.waiting);
  }

  /** Nothing of it can count as it is. */
  get refused(): boolean {
    return this.table?.report?.accepted === 0 || this.table?.report === null;
  }

  load(): Promise<void> {
    return this.asked.ask(quoteFields);
  }

  type(field: string, text: string): void {
    this.typed.set(field, text);
    if (field in this.faults) this.faults = Object.fromEntries(Object.entries(this.faults).filter(([name]) => name !== field));
  }

  /** Reads the offer as typed; what cannot be read is said beside its field. */
  async stage(): Promise<void> {
    this.problem = null;
    this.faults = this.#lacking();
    if (Object.keys(this.faults).length > 0) return;
    this.busy = true;
    const done = await this.#shell.staged.take(() => stageQuote(this.#overrides()));
    if (done) await this.#take();
    else this.#refuse();
    this.busy = false;
  }

  /** Takes the offer out of what waits, to be changed. */
  async change(): Promise<void> {
    const table = this.table;
    if (table !== null) await this.#shell.staged.take(() => setAsideTable(table.id));
    this.staged = false;
  }

  /** It counts from now on. Answers the option it became; null where it became none, undefined where it was refused. */
  async commit(): Promise<string | null | undefined> {
    const before = this.#options();
    this.busy = true;
    this.problem = await this.#engagement.apply(() => commit(null));
    this.busy = false;
    if (this.problem !== null) return undefined;
    this.#shell.staged.forget();
    kept.delete(this.#shell);
    return this.#options().find((id) => !before.includes(id)) ?? null;
  }

  #options(): string[] {
    return this.#engagement.assessment?.options.map((option) => option.id) ?? [];
  }

  #overrides(): Override[] {
    const said = [...this.typed].filter(([, text]) => text.trim() !== "");
    return said.map(([key, value]) => ({ key, value: value.trim() }));
  }

  #lacking(): Record<string, string> {
    const lacking = (this.asked.answer ?? []).filter((field) => field.required && (this.typed.get(field.field) ?? "").trim() === "");
    return Object.fromEntries(lacking.map((field) => [field.field, "An offer needs this."]));
  }

  /** An offer with a field that cannot be read goes back to the form, with what is wrong beside the field. */
  #take(): Promise<void> {
    const problems = this.table?.report?.problems ?? [];
    this.faults = Object.fromEntries(problems.flatMap(({ column, message }) => (column === null ? [] : [[column, message] as const])));
    if (Object.keys(this.faults).length > 0) return this.change();
    this.staged = true;
    return Promise.resolve();
  }

  #refuse(): void {
    const problem = this.#shell.staged.problem;
    this.#shell.staged.problem = null;
    const known = this.asked.answer?.some((field) => field.field === problem?.at) ?? false;
    if (known && problem?.at) this.faults = { [problem.at]: `${problem.message} ${problem.hint}` };
    else this.problem = problem;
  }
}
