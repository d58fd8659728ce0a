import type { ActionItem, DroppedFiles, Preferences, Recent } from "./shell";
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
  PresetInfo,
  Preview,
  ProblemPage,
  Quality,
  QuoteField,
  RecordChanges,
  ReportInfo,
  RowPage,
  SourceInfo,
  State,
  Term,
  Uncertainty,
  Waiting,
} from "./wire";

/** What each command answers. */
export interface Answers {
  state: State | null;
  assessment: Assessment;
  curtain: null;
  uncertainty: Uncertainty;
  preview: Preview;
  chart: ChartPicture;
  change: State;
  undo: State;
  redo: State;
  history: LogEntry[];
  levers: Levers;
  explain: Explanation;
  explain_input: ExplainedInput;
  rows: RowPage;
  index: Indexed[];
  terms: Term[];
  client: ClientGroup[];
  consequence: Consequence;
  sources: SourceInfo[];
  problems: ProblemPage;
  withdraw: State;
  quality: Quality;
  source_changes: RecordChanges;
  table_changes: RecordChanges;
  merges: MergePage;
  split: State;
  unite: State;
  stage: Waiting | null;
  waiting: Waiting | null;
  read_as: Waiting;
  set_aside_table: Waiting | null;
  commit: State;
  discard: State;
  quote_fields: QuoteField[];
  stage_quote: Waiting;
  save_rejected: string | null;
  save_preset: PresetInfo;
  draft: ReportInfo;
  page: string;
  pick_logo: string | null;
  drop_logo: string | null;
  export_report: { written: string } | null;
  save_chart: string | null;
  new_engagement: State | null;
  open_engagement: State | null;
  open_recent: State | null;
  open_sample: State;
  close: null;
  add_files: Waiting | null;
  listen: null;
  actions: ActionItem[];
  recents: Recent[];
  pin_recent: Recent[];
  forget_recent: Recent[];
  locate_recent: Recent[];
  preferences: Preferences;
  set_preferences: Preferences;
  pick_exports: DroppedFiles;
  cancel: null;
  full_screen: null;
}
