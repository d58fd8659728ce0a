import type { ActionItem } from "../../ipc/shell";
import type { Indexed } from "../../ipc/wire";

/** One line of the palette. */
export interface Entry {
  id: string;
  group: "Rooms" | "Actions" | "Figures" | "Inputs";
  name: string;
  /** Its value or shortcut, as shown. */
  aside: string;
  /** It is a key to press, not a value. */
  isKey: boolean;
  choose: () => void;
}

/** A room as the palette lists it. */
export interface Place {
  id: string;
  name: string;
}

/** How many lines of a group are shown; who looks further types more. */
const SHOWN = 40;

const GROUPS = ["Rooms", "Actions", "Figures", "Inputs"] as const;

export function ofActions(actions: ActionItem[], keys: (id: string) => string, run: (id: string) => void): Entry[] {
  return actions
    .map(({ id, label }) => ({
      id: `action:${id}`,
      group: "Actions",
      name: label,
      aside: keys(id),
      isKey: true,
      choose: () => {
        run(id);
      },
    }));
}

export function ofRooms(rooms: Place[], keys: (id: string) => string, go: (id: string) => void): Entry[] {
  return rooms.map(({ id, name }) => ({
    id: `room:${id}`,
    group: "Rooms",
    name,
    aside: keys(`room.${id}`),
    isKey: true,
    choose: () => {
      go(id);
    },
  }));
}

export function ofIndex(index: Indexed[], explain: (found: Indexed) => void): Entry[] {
  return index.map((found) => ({
    id: `${found.kind}:${found.id}`,
    group: found.kind === "figure" ? "Figures" : "Inputs",
    name: found.name,
    aside: found.text,
    isKey: false,
    choose: () => {
      explain(found);
    },
  }));
}

/** The lines that hold every word typed, group by group; those that begin with what was typed come first. */
export function found(entries: Entry[], typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = entries.filter((entry) => words.every((word) => entry.name.toLowerCase().includes(word)));
  return GROUPS.flatMap((group) => best(fitting, group, words[0] ?? ""));
}

function best(entries: Entry[], group: Entry["group"], begin: string): Entry[] {
  const lines = entries.filter((entry) => entry.group === group);
  const ahead = lines.filter((entry) => entry.name.toLowerCase().startsWith(begin));
  return [...ahead, ...lines.filter((entry) => !ahead.includes(entry))].slice(0, SHOWN);
}
