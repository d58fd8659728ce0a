/** Keyboard shortcuts as the shell's table of actions writes them: `CmdOrCtrl+Shift+Z`, `F1`, `Alt+Left`. */

const MAC = navigator.platform.startsWith("Mac");

const NAMES: Record<string, string> = {
  left: "arrowleft",
  right: "arrowright",
  up: "arrowup",
  down: "arrowdown",
  esc: "escape",
  comma: ",",
  plus: "+",
  minus: "-",
  equal: "=",
};

interface Wanted {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
}

function wanted(keys: string): Wanted {
  const parts = keys.toLowerCase().split("+");
  const key = parts.at(-1) ?? "";
  const either = parts.includes("cmdorctrl") || parts.includes("commandorcontrol");
  return {
    key: NAMES[key] ?? key,
    ctrl: parts.includes("ctrl") || parts.includes("control") || (either && !MAC),
    meta: parts.includes("cmd") || parts.includes("command") || parts.includes("super") || (either && MAC),
    alt: parts.includes("alt") || parts.includes("option"),
    shift: parts.includes("shift"),
  };
}

/** Whether a key press is this shortcut. */
export function isPressed(event: KeyboardEvent, keys: string): boolean {
  const want = wanted(keys);
  return (
    event.key.toLowerCase() === want.key &&
    event.ctrlKey === want.ctrl &&
    event.metaKey === want.meta &&
    event.altKey === want.alt &&
    event.shiftKey === want.shift
  );
}

const TYPED = new Set(["text", "search", "number", "email", "url", "tel", "password", "date", "month", "time"]);

/** Whether the keyboard is in a field that has an undo of its own. */
export function isTyping(at: Element | null): boolean {
  if (at instanceof HTMLInputElement) return TYPED.has(at.type);
  return at instanceof HTMLTextAreaElement || (at instanceof HTMLElement && at.isContentEditable);
}
