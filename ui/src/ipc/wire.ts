/** The shapes the shell answers with: written by `make types` from the Rust side, gathered here under the names the rooms use. */
export type {
  Assessment,
  ErrorBody,
  ExplainedInput,
  Explanation,
  Finding,
  Grade,
  Line,
  Option,
  State,
  Thresholds,
  Verdict,
} from "./generated/wire";
