import { client } from "../../ipc/client";
import type { ClientFact, ClientGroup } from "../../ipc/wire";
import { Asked } from "../../session/asked.svelte";
import type { OpenEngagement } from "../../session/engagement.svelte";

/** Who answers for the report; these stand in the engagement, so that every edition says the same. */
export const SETTINGS = [
  { key: "prepared_by", label: "Prepared by" },
  { key: "prepared_for", label: "For" },
  { key: "interest", label: "Provider interest" },
];

export class Signed {
  readonly asked = new Asked<ClientGroup[]>();
  /** What is wrong with a setting, by its key. */
  faults = $state.raw<Record<string, string>>({});
  readonly #engagement: OpenEngagement;

  constructor(engagement: OpenEngagement) {
    this.#engagement = engagement;
  }

  load(): Promise<void> {
    return this.asked.ask(client);
  }

  fact(key: string): ClientFact | null {
    return this.asked.answer?.flatMap((group) => group.facts).find((fact) => fact.key === key) ?? null;
  }

  /** Types one; nothing typed takes it away. */
  async set(key: string, text: string): Promise<void> {
    const typed = text.trim();
    if (typed === (this.fact(key)?.typed ?? "")) return;
    const problem = await this.#engagement.change([{ key, value: typed === "" ? null : typed }], null);
    this.faults = { ...this.faults, [key]: problem === null ? "" : `${problem.message} ${problem.hint}` };
  }
}
