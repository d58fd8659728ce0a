/** Every command of the shell, by name. A test in the shell compares this list with what it answers and grants. */
export const COMMANDS = ["assessment", "explain"] as const;

export type Command = (typeof COMMANDS)[number];
