import { invoke } from "@tauri-apps/api/core";
import type { Command } from "./commands";
import type { Assessment, Explanation } from "./wire";

/** The shell's answer to one command; rejects with an ErrorBody, or with the refusal's text. */
function ask<T>(command: Command, question?: Record<string, unknown>): Promise<T> {
  return invoke<T>(command, question);
}

/** The whole answer of the open engagement. */
export function assessment(): Promise<Assessment> {
  return ask<Assessment>("assessment");
}

/** What the figure with this id rests on. */
export function explain(figure: string): Promise<Explanation> {
  return ask<Explanation>("explain", { figure });
}
