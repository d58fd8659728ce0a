import type { Line, Option, Thresholds } from "./wire";

/** The ids by which the shell explains figures. The Rust side names them; this is the one place that spells them out. */

export type ThresholdId = keyof Thresholds;

/** What an option states about itself besides its lines. */
export type Measure = "total" | "npv" | "vs_today" | "vs_in_house" | "per_user_month";

export function lineFigure(option: Option, line: Line): string {
  return `${option.id}.${line.id}`;
}

export function optionFigure(option: Option, measure: Measure): string {
  return `${option.id}.${measure}`;
}
