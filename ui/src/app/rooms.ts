import { counted } from "../components/counted";
import type { Assessment } from "../ipc/wire";
import type { OpenEngagement } from "../session/engagement.svelte";

export interface RoomEntry {
  id: string;
  name: string;
  /** What stands beside its name, as it came. */
  count: (open: OpenEngagement) => string;
}

function sources(open: OpenEngagement): string {
  const count = open.state?.sources ?? 0;
  return `${counted(count)} ${count === 1 ? "source" : "sources"}`;
}

/** The rooms in the order in which a decision is reached. */
export const ROOMS: RoomEntry[] = [
  { id: "client", name: "Client", count: (open) => open.shown?.headings.client ?? "" },
  { id: "data", name: "Data", count: sources },
  { id: "thresholds", name: "Thresholds", count: (open) => open.shown?.headings.crossed ?? "" },
  { id: "options", name: "Options", count: (open) => open.shown?.headings.ranked ?? "" },
  { id: "uncertainty", name: "Uncertainty", count: () => "" },
  { id: "recommendation", name: "Recommendation", count: () => "" },
  { id: "report", name: "Report", count: () => "" },
];

/** The room of an address; null where there is none. */
export function roomOf(path: string[]): RoomEntry | null {
  return ROOMS.find((room) => room.id === path[0]) ?? null;
}

/** Whether the address is a page of the presentation, which stands in no room. */
export function isPresented(path: string[]): boolean {
  return path[0] === "present";
}

/** Where an engagement opens: at what waits, at its answer, or where files are dropped when it holds nothing. */
export function landing(open: OpenEngagement): string {
  if (open.state?.staged === true) return "/data/waiting";
  const empty = open.state?.sources === 0 && open.state.change === 0;
  return empty ? "/data" : "/recommendation";
}

/** Where a figure stands, told by the threshold or option its id begins with; null where it stands in no room alone. */
export function figureRoom(figure: string, shown: Assessment | null): string | null {
  const family = figure.split(".", 1)[0];
  const threshold = Object.entries(shown?.thresholds ?? {}).find(([id, finding]) => finding.figure === figure || id === family);
  if (threshold !== undefined) return `/thresholds/${threshold[0]}`;
  const option = shown?.options.find(({ id }) => figure.startsWith(`${id}.`));
  return option === undefined ? null : "/options";
}
