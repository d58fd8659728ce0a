import type { Measure } from "../../ipc/figures";
import type { Option, OptionText } from "../../ipc/wire";

/** A figure every option states about itself. */
export interface MeasureRow {
  id: Measure;
  name: string;
  /** Its text in the table, where all is in thousands. */
  short: keyof OptionText;
  /** Its text where one option stands alone. */
  full: keyof OptionText;
  /** The option it would compare with itself. */
  against: string | null;
}

/** What stands under the total. */
export const BELOW: MeasureRow[] = [
  { id: "npv", name: "Net present value", short: "npv_thousands", full: "npv", against: null },
  { id: "vs_today", name: "Budget change, against Today", short: "vs_today_thousands", full: "vs_today", against: "today" },
  { id: "vs_in_house", name: "Against building it in-house", short: "vs_in_house_thousands", full: "vs_in_house", against: "in_house" },
  { id: "per_user_month", name: "Per user and month", short: "per_user_month", full: "per_user_month", against: null },
];

/** What one option says of itself where it stands alone. */
export const ALONE: MeasureRow[] = [
  { id: "total", name: "Direct cost", short: "thousands", full: "total", against: null },
  ...BELOW,
];

/** The measure says something of the option; an option is not compared with itself. */
export function says(measure: MeasureRow, option: Option): boolean {
  return measure.against !== option.id;
}
