import { asProblem, type Problem } from "../../errors/problem";
import { client } from "../../ipc/client";
import type { ClientFact, ClientGroup } from "../../ipc/wire";

/** Nothing is known of it and nothing stands in for it. */
export function isOpen(fact: ClientFact): boolean {
  return fact.used === null;
}

/** Open, and there is no answer without it. */
export function isNeeded(fact: ClientFact): boolean {
  return fact.needed && isOpen(fact);
}

/** The facts of the client: every one that can be typed, in groups. */
export class ClientRoom {
  groups = $state.raw<ClientGroup[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  find = $state("");
  /** Facts that were open when only those were asked for; null shows all. A fact that is then typed stays in sight. */
  #wanted = $state.raw<readonly string[] | null>(null);
  /** Groups that stand open, by id. */
  open = $state<Record<string, boolean>>({});
  #asked = 0;
  /** The order of the first answer: a fact that is typed does not jump away from under the hand. */
  #order: string[] | null = null;

  readonly needed = $derived((this.groups ?? []).flatMap((group) => group.facts).filter(isNeeded));
  readonly narrowed = $derived(this.find.trim() !== "" || this.onlyOpen);
  readonly shown = $derived((this.groups ?? []).map((group) => this.#narrow(group)).filter((group) => group.facts.length > 0));

  get onlyOpen(): boolean {
    return this.#wanted !== null;
  }

  set onlyOpen(only: boolean) {
    const open = (this.groups ?? []).flatMap((group) => group.facts).filter(isOpen);
    this.#wanted = only ? open.map((fact) => fact.key) : null;
  }

  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const groups = await client();
      if (mine === this.#asked) this.#take(groups);
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }

  #take(groups: ClientGroup[]): void {
    if (this.#order === null) {
      const facts = groups.flatMap((group) => group.facts);
      this.#order = [...facts.filter(isNeeded), ...facts.filter((fact) => !isNeeded(fact))].map((fact) => fact.key);
      for (const group of groups) this.open[group.id] = group.facts.some((fact) => fact.needed) || group.id === "organisation";
    }
    const order = this.#order;
    const place = (fact: ClientFact): number => order.indexOf(fact.key);
    this.groups = groups.map((group) => ({ ...group, facts: group.facts.toSorted((a, b) => place(a) - place(b)) }));
    this.problem = null;
  }

  #narrow(group: ClientGroup): ClientGroup {
    const words = this.find.trim().toLowerCase().split(/\s+/);
    const fits = (fact: ClientFact): boolean => {
      const text = `${group.title} ${fact.label} ${fact.key} ${fact.unit} ${fact.moves}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return { ...group, facts: group.facts.filter((fact) => fits(fact) && (this.#wanted === null || this.#wanted.includes(fact.key) || isOpen(fact))) };
  }

  isOpen(group: ClientGroup): boolean {
    return this.narrowed || (this.open[group.id] ?? false);
  }

  toggle(group: ClientGroup): void {
    this.open[group.id] = !(this.open[group.id] ?? false);
  }
}
