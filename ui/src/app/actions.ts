import type { Preferences } from "../ipc/shell";
import type { Frame, Sheet } from "./frame.svelte";
import { isPressed, isTyping } from "./keys";
import { ROOMS } from "./rooms";

type Handlers = Record<string, () => void>;

/** A text field keeps its own undo, also when the menu caught the key. */
function edit(command: "undo" | "redo", otherwise: () => Promise<boolean>): void {
  // There is no other way to reach a field's own undo.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (isTyping(document.activeElement)) document.execCommand(command);
  else void otherwise();
}

function ofTheFile(frame: Frame): Handlers {
  return {
    new: () => void frame.create(),
    open: () => void frame.choose(),
    sample: () => void frame.sample(),
    close: () => void frame.close(),
    add_files: () => void frame.add(),
    export: () => {
      frame.visit("report");
    },
    undo: () => {
      edit("undo", () => frame.engagement.undo());
    },
    redo: () => {
      edit("redo", () => frame.engagement.redo());
    },
  };
}

function ofTheView(frame: Frame): Handlers {
  const sheet = (name: Sheet) => () => {
    frame.toggle(name);
  };
  return {
    find: sheet("palette"),
    history: sheet("history"),
    help: sheet("help"),
    verdict: sheet("verdict"),
    about: sheet("about"),
    back: () => {
      frame.route.back();
    },
    forward: () => {
      frame.route.forward();
    },
    present: () => {
      frame.present();
    },
    ...Object.fromEntries(ROOMS.map((room) => [`room.${room.id}`, () => { frame.visit(room.id); }])),
  };
}

function ofTheTheme(frame: Frame): Handlers {
  const wear = (theme: Preferences["theme"]) => () => void frame.shell.prefer({ theme });
  return { "theme.system": wear("system"), "theme.light": wear("light"), "theme.dark": wear("dark") };
}

/** Does what the menu, the keys and the palette start, until the answer is called. */
export function answerActions(frame: Frame): () => void {
  const all = Object.entries({ ...ofTheFile(frame), ...ofTheView(frame), ...ofTheTheme(frame) });
  const stops = all.map(([id, handler]) => frame.shell.onAction(id, handler));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Closes what opened last, else stops what is running. */
function answerEscape(frame: Frame, event: KeyboardEvent): void {
  // A dialog closes itself.
  if (document.querySelector("dialog:modal") !== null) return;
  if (frame.escape.closeLast()) event.preventDefault();
  else if (frame.shell.progress.now !== null) void frame.shell.cancel();
}

/** What the keys of the actions do where no menu caught them. */
export function answerKeys(frame: Frame, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") {
    answerEscape(frame, event);
    return;
  }
  const action = frame.shell.actions.find(({ keys }) => keys !== null && isPressed(event, keys));
  if (action === undefined) return;
  if ((action.id === "undo" || action.id === "redo") && isTyping(document.activeElement)) return;
  event.preventDefault();
  frame.shell.run(action.id);
}
