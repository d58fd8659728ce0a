/** One function per command: what may be asked of the shell about the open engagement. Each rejects with an ErrorBody. */
export { call } from "./call";
import { call } from "./call";
import type {
  Assessment,
  ChartPicture,
  ClientGroup,
  Consequence,
  ExplainedInput,
  Explanation,
  Indexed,
  Levers,
  LogEntry,
  MergePage,
  Override,
  PresetInfo,
  Preview,
  ProblemPage,
  Quality,
  QuoteField,
  RecordChanges,
  ReadAs,
  ReportAsk,
  ReportInfo,
  RowPage,
  SourceInfo,
  State,
  Term,
  Uncertainty,
  Waiting,
} from "./wire";

/** The engagement that is open; null when none is. */
export function state(): Promise<State | null> {
  return call("state");
}

/** The whole answer of the open engagement. */
export function assessment(): Promise<Assessment> {
  return call("assessment");
}

/** From now on answers leave out the pay of small groups, or hold it again. */
export async function curtain(on: boolean): Promise<void> {
  await call("curtain", { on });
}

/** How sure the answer as typed is. */
export function uncertainty(): Promise<Uncertainty> {
  return call("uncertainty");
}

/** The answer with values tried; nothing is written. */
export function preview(overrides: Override[], moving: boolean): Promise<Preview> {
  return call("preview", { overrides, moving });
}

/** One chart, `width` pixels wide, with values tried. */
export function chart(name: string, width: number, overrides: Override[]): Promise<ChartPicture> {
  return call("chart", { name, width, overrides });
}

/** Types values: one change, one undo. */
export function change(changes: Override[], why: string | null): Promise<State> {
  return call("change", { changes, why });
}

export function undo(): Promise<State> {
  return call("undo");
}

export function redo(): Promise<State> {
  return call("redo");
}

/** Every change of the file. */
export function history(): Promise<LogEntry[]> {
  return call("history");
}

/** The inputs that move the answer most. */
export function levers(): Promise<Levers> {
  return call("levers");
}

/** What the figure with this id rests on. */
export function explain(figure: string): Promise<Explanation> {
  return call("explain", { figure });
}

/** What the input of this name is and rests on. */
export function explainInput(input: string): Promise<ExplainedInput> {
  return call("explain_input", { input });
}

/** Rows behind a figure id or an input name, `limit` of them after a key. */
export function rows(of: string, after: number | null, limit: number): Promise<RowPage> {
  return call("rows", { of, after, limit });
}

/** Every figure and input, to be found by name. */
export function index(): Promise<Indexed[]> {
  return call("index");
}

/** The words of the field. */
export function terms(): Promise<Term[]> {
  return call("terms");
}

/** The facts of the organisation that can be typed. */
export function client(): Promise<ClientGroup[]> {
  return call("client");
}

/** What values would change; nothing is written. */
export function consequence(changes: Override[]): Promise<Consequence> {
  return call("consequence", { changes });
}

export function sources(): Promise<SourceInfo[]> {
  return call("sources");
}

/** Problems found in a source, page by page. */
export function problems(source: number, after: number | null, limit: number): Promise<ProblemPage> {
  return call("problems", { source, after, limit });
}

/** What a source says otherwise than the one before it. */
export function sourceChanges(source: number): Promise<RecordChanges> {
  return call("source_changes", { source });
}

/** What a waiting table says otherwise than the one before it. */
export function tableChanges(table: number): Promise<RecordChanges> {
  return call("table_changes", { table });
}

/** Takes a whole import back: one change. */
export function withdraw(source: number, why: string | null): Promise<State> {
  return call("withdraw", { source, why });
}

export function quality(): Promise<Quality> {
  return call("quality");
}

/** Things of a kind that several rows show, page by page. */
export function merges(kind: string, after: string | null, limit: number): Promise<MergePage> {
  return call("merges", { kind, after, limit });
}

/** Takes a merged thing apart. */
export function split(thing: string): Promise<State> {
  return call("split", { thing });
}

/** Puts a thing together that was taken apart. */
export function unite(thing: string): Promise<State> {
  return call("unite", { thing });
}

/** Reads the files that were dropped or picked; null when there are none. */
export function stage(): Promise<Waiting | null> {
  return call("stage");
}

/** What has been read and waits to be committed. */
export function waiting(): Promise<Waiting | null> {
  return call("waiting");
}

/** Reads a waiting table again, as the person says. */
export function readAs(table: number, said: ReadAs): Promise<Waiting> {
  return call("read_as", { table, said });
}

/** Takes one table out of those that wait. */
export function setAsideTable(table: number): Promise<Waiting | null> {
  return call("set_aside_table", { table });
}

/** Makes what waits count: one change. */
export function commit(why: string | null): Promise<State> {
  return call("commit", { why });
}

/** Throws away what waits. */
export function discard(): Promise<State> {
  return call("discard");
}

export function quoteFields(): Promise<QuoteField[]> {
  return call("quote_fields");
}

/** A typed offer waits like an imported one. */
export function stageQuote(fields: Override[]): Promise<Waiting> {
  return call("stage_quote", { fields });
}

/** Asks for a place and writes the rejected rows of a waiting table there; null when cancelled. */
export function saveRejected(table: number, name: string): Promise<string | null> {
  return call("save_rejected", { table, name });
}

/** Keeps how a waiting table is read as a preset of the person's own. */
export function savePreset(table: number, name: string, force: boolean): Promise<PresetInfo> {
  return call("save_preset", { table, name, force });
}

/** Lays the report out. */
export function draft(ask: ReportAsk): Promise<ReportInfo> {
  return call("draft", { ask });
}

/** One page of the report as an SVG. */
export function page(ask: ReportAsk, number: number): Promise<string> {
  return call("page", { ask, page: number });
}

/** Asks for a logo; the name of the one in use, null when there is none. */
export function pickLogo(): Promise<string | null> {
  return call("pick_logo");
}

export function dropLogo(): Promise<string | null> {
  return call("drop_logo");
}

/** Asks where, and writes the report; null when cancelled. */
export function exportReport(ask: ReportAsk): Promise<{ written: string } | null> {
  return call("export_report", { ask });
}

/** Asks where, and writes a chart; the name written, null when cancelled. */
export function saveChart(name: string, kind: "svg" | "png"): Promise<string | null> {
  return call("save_chart", { name, kind });
}

/** Asks for the place first; null when cancelled. */
export function newEngagement(): Promise<State | null> {
  return call("new_engagement");
}

/** Asks which file; null when cancelled. */
export function openEngagement(): Promise<State | null> {
  return call("open_engagement");
}

export function openRecent(id: number): Promise<State | null> {
  return call("open_recent", { id });
}

/** A throw-away copy of the sample. */
export function openSample(): Promise<State> {
  return call("open_sample");
}

export function close(): Promise<null> {
  return call("close");
}

/** Asks which files and reads them; null when cancelled. */
export function addFiles(): Promise<Waiting | null> {
  return call("add_files");
}
