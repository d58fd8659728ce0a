import { explain, rows } from "../../ipc/client";
import type { Explanation, Option, RowPage } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";

/** What an offer says of itself. */
export interface Fact {
  name: string;
  text: string;
}

export interface OfferFacts {
  source: string;
  facts: Fact[];
}

/** Rows looked through for the offer among those its fee rests on; others of them count users and devices. */
const MOST = 500;

export function isQuote(option: Option): boolean {
  return option.id.startsWith("quote:");
}

/** The offer's own row, as it was read. */
export class Offer {
  readonly asked = new Asked<OfferFacts | null>();

  load(id: string): void {
    const fee = `${id}.managed_fee`;
    void this.asked.ask(async () => {
      const [explained, page] = await Promise.all([explain(fee), rows(fee, null, MOST)]);
      return offer(explained, page);
    });
  }
}

/** The row the offer's own inputs were read from, with what stands in it. */
function offer(explained: Explanation, page: RowPage): OfferFacts | null {
  const evidence = explained.inputs.filter((input) => input.id.startsWith("quote.")).flatMap((input) => input.rows);
  const row = page.rows.find((one) => evidence.some((from) => from.source === one.source && from.sheet === one.sheet && from.first.includes(one.row)));
  if (row === undefined) return null;
  const facts = page.columns.map((name, at) => ({ name, text: row.cells[at] ?? "" })).filter((fact) => fact.text !== "");
  return { source: `${row.source}, row ${String(row.row)}`, facts };
}
