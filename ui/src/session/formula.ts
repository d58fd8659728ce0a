import type { Explained } from "./explaining.svelte";
import type { Explanation } from "../ipc/wire";

/** A piece of a formula: text as it stands, or the name of something that explains itself. */
export interface Piece {
  text: string;
  leads: Explained | null;
}

/** Names of figures and inputs as formulas write them; a minus there is another sign than the hyphen of a name. */
const NAME = /([A-Za-z_][\w:.-]*)/;

/** The formula with what people call its figures and inputs, each leading to its own explanation. */
export function pieces(explanation: Explanation): Piece[] {
  const parts = explanation.formula.split(NAME).filter((text) => text !== "");
  return parts.map((text) => named(text, explanation));
}

function named(text: string, { within, inputs }: Explanation): Piece {
  const figure = within.find((part) => part.figure === text);
  if (figure !== undefined) return { text: figure.name, leads: { kind: "figure", id: figure.figure } };
  const input = inputs.find((one) => one.id === text);
  if (input !== undefined) return { text: input.name, leads: { kind: "input", id: input.id } };
  return { text, leads: null };
}
