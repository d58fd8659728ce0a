/** The shapes the shell answers with: written by `make types` from the Rust side, gathered here under the names the rooms use. */
import type { ExplainedInput } from "./generated/ExplainedInput";
import type { Finding } from "./generated/Finding";

export type { Assessment } from "./generated/Assessment";
export type { ChartMark } from "./generated/ChartMark";
export type { ChartPicture } from "./generated/ChartPicture";
export type { Choice } from "./generated/Choice";
export type { ClientFact } from "./generated/ClientFact";
export type { ClientGroup } from "./generated/ClientGroup";
export type { ColumnChoice } from "./generated/ColumnChoice";
export type { Consequence } from "./generated/Consequence";
export type { ErrorBody } from "./generated/ErrorBody";
export type { Evidence } from "./generated/Evidence";
export type { ExplainedInput } from "./generated/ExplainedInput";
export type { Explanation } from "./generated/Explanation";
export type { FieldChoice } from "./generated/FieldChoice";
export type { FiledProblem } from "./generated/FiledProblem";
export type { Finding } from "./generated/Finding";
export type { FindingText } from "./generated/FindingText";
export type { Gap } from "./generated/Gap";
export type { GradeShare } from "./generated/GradeShare";
export type { Headings } from "./generated/Headings";
export type { ImportReport } from "./generated/ImportReport";
export type { Indexed } from "./generated/Indexed";
export type { KindChoice } from "./generated/KindChoice";
export type { KindQuality } from "./generated/KindQuality";
export type { Lever } from "./generated/Lever";
export type { Levers } from "./generated/Levers";
export type { Line } from "./generated/Line";
export type { LineText } from "./generated/LineText";
export type { LogEntry } from "./generated/LogEntry";
export type { Moved } from "./generated/Moved";
export type { Option } from "./generated/Option";
export type { OptionText } from "./generated/OptionText";
export type { OutlineEntry } from "./generated/OutlineEntry";
export type { Override } from "./generated/Override";
export type { Part } from "./generated/Part";
export type { Preview } from "./generated/Preview";
export type { ProblemPage } from "./generated/ProblemPage";
export type { Quality } from "./generated/Quality";
export type { QuoteField } from "./generated/QuoteField";
export type { ReadAs } from "./generated/ReadAs";
export type { ReadingChoice } from "./generated/ReadingChoice";
export type { ReadingOffer } from "./generated/ReadingOffer";
export type { Reason } from "./generated/Reason";
export type { ReportAsk } from "./generated/ReportAsk";
export type { ReportInfo } from "./generated/ReportInfo";
export type { RowPage } from "./generated/RowPage";
export type { RowProblem } from "./generated/RowProblem";
export type { SourceInfo } from "./generated/SourceInfo";
export type { SourceRow } from "./generated/SourceRow";
export type { StagedColumn } from "./generated/StagedColumn";
export type { StagedTable } from "./generated/StagedTable";
export type { State } from "./generated/State";
export type { Term } from "./generated/Term";
export type { Thresholds } from "./generated/Thresholds";
export type { Touched } from "./generated/Touched";
export type { TwoReadings } from "./generated/TwoReadings";
export type { Verdict } from "./generated/Verdict";
export type { Waiting } from "./generated/Waiting";

/** Where a threshold stands. */
export type ThresholdState = Finding["state"];

/** How well an input is known. */
export type Grade = ExplainedInput["grade"];
