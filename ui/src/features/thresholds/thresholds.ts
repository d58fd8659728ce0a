import type { ThresholdId } from "../../ipc/figures";
import type { Finding, Thresholds } from "../../ipc/wire";

export const IDS: ThresholdId[] = ["staff_ratio", "compliance", "velocity", "loaded_cost"];

/** The chart that shows how each comes about over time or scale. */
export const SERIES: Record<ThresholdId, string> = {
  staff_ratio: "workload",
  compliance: "coverage",
  velocity: "velocity",
  loaded_cost: "users_curve",
};

/** The input a threshold's limit, or the nearness to it, is typed under. */
export const LIMITS: Record<ThresholdId, string> = {
  staff_ratio: "policy.ratio_limit",
  compliance: "policy.compliance_near",
  velocity: "policy.velocity_limit",
  loaded_cost: "policy.loaded_cost_limit",
};

function isThreshold(part: string | undefined): part is ThresholdId {
  return IDS.some((id) => id === part);
}

/** The threshold the address names; without one the first that is crossed, else near, else the first. */
export function opened(part: string | undefined, thresholds: Thresholds): ThresholdId {
  if (isThreshold(part)) return part;
  const first = (state: Finding["state"]): ThresholdId | undefined => IDS.find((id) => thresholds[id].state === state);
  return first("crossed") ?? first("near") ?? "staff_ratio";
}

/** `T1 Staff ratio` as its number and its name. */
export function numbered(name: string): { number: string; name: string } {
  const at = name.indexOf(" ");
  return { number: name.slice(0, at), name: name.slice(at + 1) };
}

/** The figures a finding's ledger is made of; hours needed are read against hours free, and what is left. */
export function ledgerFigures(id: ThresholdId, figure: string): string[] {
  const framework = /^(compliance\..+)\.effort$/.exec(figure)?.[1];
  if (id !== "compliance" || framework === undefined) return [figure];
  return [`${framework}.free_hours`, figure, `${framework}.left`];
}
