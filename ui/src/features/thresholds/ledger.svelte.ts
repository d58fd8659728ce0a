import { explain } from "../../ipc/client";
import type { Explanation } from "../../ipc/wire";
import type { Explained } from "../../session/explaining.svelte";
import { Asked } from "../../session/asked.svelte";
import { pieces } from "../../session/formula";

export interface LedgerRow extends Explained {
  name: string;
  text: string;
  /** It closes what stands above it. */
  closes: boolean;
}

/** How a threshold's value comes about, figure by figure. */
export class Ledger {
  readonly asked = new Asked<Explanation[]>();
  readonly rows: LedgerRow[] = $derived(lines(this.asked.answer ?? []));

  async open(figures: string[]): Promise<void> {
    await this.asked.ask(() => Promise.all(figures.map(explain)));
  }
}

/** Each figure after what its formula is made of; what stands above already is not said again. */
function lines(explanations: Explanation[]): LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (const one of explanations) {
    rows.push(...inside(one).filter((row) => !rows.some((above) => above.id === row.id)));
    rows.push({ kind: "figure", id: one.figure, name: one.name, text: one.text, closes: true });
  }
  return rows;
}

/** More inputs than these in one formula are not a ledger; the figure itself shows them all. */
const MOST = 3;

function inside(explanation: Explanation): LedgerRow[] {
  const leads = pieces(explanation).flatMap(({ text, leads: to }) => (to === null ? [] : [{ ...to, name: text }]));
  const once = leads.filter((one, at) => leads.findIndex((other) => other.id === one.id) === at);
  const few = once.filter((one) => one.kind === "input").length <= MOST;
  const told = few ? once : once.filter((one) => one.kind === "figure");
  return told.map((one) => ({ ...one, text: value(explanation, one.id), closes: false }));
}

function value({ within, inputs }: Explanation, id: string): string {
  return within.find((part) => part.figure === id)?.text ?? inputs.find((input) => input.id === id)?.text ?? "";
}
