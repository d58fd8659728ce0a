import type { ErrorBody } from "../ipc/wire";

/** What went wrong, ready to be shown: what, where, what to do, and the code last. */
export interface Problem {
  message: string;
  hint: string;
  at: string | null;
  code: string;
}

function isBody(thrown: unknown): thrown is ErrorBody {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "hint" in thrown;
}

/** Turns whatever a command rejected with into a problem; a refusal by the shell itself comes as plain text. */
export function asProblem(thrown: unknown): Problem {
  if (isBody(thrown)) {
    return { message: thrown.message, hint: thrown.hint, at: thrown.at, code: thrown.code };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    message,
    hint: "This is a fault of the program, not of your data. Close the window and open it again.",
    at: null,
    code: "shell",
  };
}
