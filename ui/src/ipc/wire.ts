/** The shapes the shell answers with: written by `make types` from the Rust side, gathered here under the names the rooms use. */
import type { ExplainedInput } from "./generated/ExplainedInput";
import type { Finding } from "./generated/Finding";

export type { Assessment } from "./generated/Assessment";
export type { ErrorBody } from "./generated/ErrorBody";
export type { ExplainedInput } from "./generated/ExplainedInput";
export type { Explanation } from "./generated/Explanation";
export type { Finding } from "./generated/Finding";
export type { Line } from "./generated/Line";
export type { Option } from "./generated/Option";
export type { Thresholds } from "./generated/Thresholds";
export type { Verdict } from "./generated/Verdict";

/** Where a threshold stands. */
export type State = Finding["state"];

/** How well an input is known. */
export type Grade = ExplainedInput["grade"];
