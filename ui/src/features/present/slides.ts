import type { Assessment, Uncertainty } from "../../ipc/wire";

/** One page of a presentation: one sentence, one chart, and what is said below it. */
export interface Slide {
  id: string;
  /** What the page is about. */
  about: string;
  /** The finding, in a sentence. */
  heading: string;
  /** The chart; none on a page of words. */
  chart: string | null;
  /** How many pixels of the page one pixel of the chart takes: wide charts need less to be read from afar. */
  scale: number;
  says: string[];
}

function answer({ verdict, headings, prepared_for }: Assessment): Slide {
  const reasons = verdict.because.map((reason) => `${reason.value} ${reason.label}`);
  const says = verdict.kind === "not_yet" ? verdict.missing_text : reasons;
  return { id: "answer", about: `For ${prepared_for}`, heading: headings.headline, chart: null, scale: 1, says: [`${verdict.grade_text}: ${verdict.grade_reason}`, ...says] };
}

function thresholds({ headings }: Assessment): Slide {
  return { id: "thresholds", about: "Reasons to change how IT is supplied", heading: headings.thresholds, chart: "thresholds", scale: 1.35, says: [] };
}

function costs({ headings }: Assessment): Slide {
  return { id: "costs", about: "What it costs to get what is required", heading: headings.options, chart: "totals", scale: 1.7, says: [headings.options_basis] };
}

function ranges(study: Uncertainty): Slide {
  return { id: "ranges", about: "How sure that is", heading: study.heading, chart: "ranges", scale: 1.5, says: [study.basis] };
}

function against({ verdict }: Assessment): Slide {
  const [first = "", ...others] = verdict.counter_case;
  return { id: "against", about: "The case against", heading: first, chart: null, scale: 1, says: others };
}

function conditions({ verdict }: Assessment): Slide {
  return { id: "conditions", about: "Before signing", heading: verdict.conditions.length === 1 ? "One thing must hold" : `${String(verdict.conditions.length)} things must hold`, chart: null, scale: 1, says: verdict.conditions };
}

/** The pages there is something to show on, in the order in which a decision is told. */
export function slides(shown: Assessment, study: Uncertainty | null): Slide[] {
  const priced = shown.verdict.kind !== "not_yet";
  return [
    answer(shown),
    thresholds(shown),
    ...(priced ? [costs(shown)] : []),
    ...(priced && study !== null && study.leader !== null ? [ranges(study)] : []),
    ...(shown.verdict.counter_case.length > 0 ? [against(shown)] : []),
    ...(shown.verdict.conditions.length > 0 ? [conditions(shown)] : []),
  ];
}
