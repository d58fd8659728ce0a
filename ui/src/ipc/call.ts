import { invoke } from "@tauri-apps/api/core";
import type { Answers } from "./answers";
import type { Command } from "./commands";

/** The shell's answer to one command; rejects with an ErrorBody, or with the refusal's text. */
export function call<C extends Command>(command: C, args?: Record<string, unknown>): Promise<Answers[C]> {
  return invoke<Answers[C]>(command, args);
}
