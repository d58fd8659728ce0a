/** What the shell itself offers: its messages, actions, recent engagements, preferences. */
import { Channel } from "@tauri-apps/api/core";
import { call } from "./call";
import type { ErrorBody, ReportAsk, Verdict } from "./wire";

/** Something a menu, a key or the palette can start. */
export interface ActionItem {
  id: string;
  label: string;
  /** As people read it, such as `Ctrl+Shift+Z`; null where there is none. */
  keys: string | null;
  menu: "file" | "edit" | "view" | "help";
  needs_engagement: boolean;
  /** What it does, in a sentence. */
  explains: string;
}

/** An engagement opened before. */
export interface Recent {
  id: number;
  name: string;
  /** Where the file lies, as people read it. */
  path: string;
  /** The answer it had. */
  headline: string | null;
  verdict: Verdict["kind"] | null;
  /** The day it was opened last, as shown. */
  opened: string;
  pinned: boolean;
  missing: boolean;
}

export interface Preferences {
  theme: "system" | "light" | "dark";
  side_panel_folded: boolean;
  live_inputs: boolean;
  paper: ReportAsk["paper"];
  edition: ReportAsk["edition"];
}

/** What can be stopped. */
export type Task = "import";

/** Names of files that wait in the shell, and of those it does not read. */
export interface DroppedFiles {
  engagement: string | null;
  exports: string[];
  refused: string[];
}

/** What the shell tells the page. */
export type Message =
  | { kind: "menu"; action: string }
  | { kind: "open_recent"; id: number }
  | { kind: "dragging"; over: boolean }
  | { kind: "dropped"; files: DroppedFiles }
  | { kind: "progress"; task: Task; name: string; done: number }
  | { kind: "opened"; name: string }
  | { kind: "closed" }
  | { kind: "theme"; theme: Preferences["theme"] }
  | { kind: "failed"; error: ErrorBody };

/** From now on every message of the shell goes to `heard`. */
export function listen(heard: (message: Message) => void): Promise<null> {
  return call("listen", { channel: new Channel<Message>(heard) });
}

export function actions(): Promise<ActionItem[]> {
  return call("actions");
}

export function recents(): Promise<Recent[]> {
  return call("recents");
}

export function pinRecent(id: number, pinned: boolean): Promise<Recent[]> {
  return call("pin_recent", { id, pinned });
}

export function forgetRecent(id: number): Promise<Recent[]> {
  return call("forget_recent", { id });
}

/** Asks where the file is now; unchanged when cancelled. */
export function locateRecent(id: number): Promise<Recent[]> {
  return call("locate_recent", { id });
}

export function preferences(): Promise<Preferences> {
  return call("preferences");
}

export function setPreferences(preferences: Preferences): Promise<Preferences> {
  return call("set_preferences", { preferences });
}

/** Asks which files; they wait in the shell. */
export function pickExports(): Promise<DroppedFiles> {
  return call("pick_exports");
}

/** Asks what is running to stop; what was asked then rejects. */
export function cancel(task: Task): Promise<null> {
  return call("cancel", { task });
}

/** The window takes the whole screen, or gives it back. */
export function fullScreen(on: boolean): Promise<null> {
  return call("full_screen", { on });
}
