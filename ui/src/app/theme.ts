import type { Preferences } from "../ipc/shell";

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Puts a theme on the page. */
export function wear(theme: Preferences["theme"]): void {
  const system = DARK.matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = theme === "system" ? system : theme;
}

/** Wears the system's theme anew whenever it changes, until the answer is called. */
export function follow(theme: Preferences["theme"]): () => void {
  const changed = (): void => {
    wear(theme);
  };
  changed();
  DARK.addEventListener("change", changed);
  return () => {
    DARK.removeEventListener("change", changed);
  };
}
