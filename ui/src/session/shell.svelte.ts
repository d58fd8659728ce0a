import { createContext } from "svelte";
import { asProblem, type Problem } from "../errors/problem";
import * as ipc from "../ipc/shell";
import { Progress } from "./progress.svelte";
import { Staged } from "./staged.svelte";

/** Messages that only the frame can act on. */
export type ForTheFrame = Extract<ipc.Message, { kind: "open_recent" | "dropped" | "opened" | "closed" }>;

const UNTOLD: ipc.Preferences = { theme: "system", side_panel_folded: false, live_inputs: true, paper: "letter", edition: "board" };

/** What the page holds of the shell: its messages, actions, recents and preferences, and what waits to be committed. */
export class Shell {
  actions = $state.raw<ipc.ActionItem[]>([]);
  recents = $state.raw<ipc.Recent[]>([]);
  preferences = $state.raw<ipc.Preferences>(UNTOLD);
  /** Files hang over the window. */
  dragging = $state(false);
  /** What went wrong in the shell itself. */
  problem = $state.raw<Problem | null>(null);
  readonly progress = new Progress();
  readonly staged = new Staged();
  // Nothing on the page shows the handlers, so nothing has to follow them.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #handlers = new Map<string, (() => void)[]>();

  /** Asks for everything and hears the messages from now on; those the frame has to act on go to `heard`. */
  async start(heard: (message: ForTheFrame) => void): Promise<void> {
    await Promise.all([
      this.#attempt(() =>
        ipc.listen((message) => {
          this.#hear(message, heard);
        }),
      ),
      this.#attempt(async () => (this.actions = await ipc.actions())),
      this.#attempt(async () => (this.preferences = await ipc.preferences())),
      this.loadRecents(),
    ]);
  }

  loadRecents(): Promise<void> {
    return this.#attempt(async () => (this.recents = await ipc.recents()));
  }

  pin(id: number, pinned: boolean): Promise<void> {
    return this.#attempt(async () => (this.recents = await ipc.pinRecent(id, pinned)));
  }

  forgetRecent(id: number): Promise<void> {
    return this.#attempt(async () => (this.recents = await ipc.forgetRecent(id)));
  }

  /** Asks where a file that is missing lies now. */
  locate(id: number): Promise<void> {
    return this.#attempt(async () => (this.recents = await ipc.locateRecent(id)));
  }

  /** Keeps what the person prefers; the page follows at once. */
  prefer(changed: Partial<ipc.Preferences>): Promise<void> {
    this.preferences = { ...this.preferences, ...changed };
    return this.#attempt(async () => (this.preferences = await ipc.setPreferences(this.preferences)));
  }

  /** Stops what is running. */
  cancel(): Promise<void> {
    const task = this.progress.now?.task;
    return task === undefined ? Promise.resolve() : this.#attempt(() => ipc.cancel(task));
  }

  /** The keys of an action as people read them; empty where it has none. */
  keys(id: string): string {
    return this.actions.find((action) => action.id === id)?.keys?.replaceAll("+", " ") ?? "";
  }

  /** What an action of the menu, a key or the palette does until the answer is called; the last given wins. */
  onAction(id: string, handler: () => void): () => void {
    this.#handlers.set(id, [...(this.#handlers.get(id) ?? []), handler]);
    return () => {
      const left = (this.#handlers.get(id) ?? []).filter((one) => one !== handler);
      this.#handlers.set(id, left);
    };
  }

  /** Whether something on the page does this action now. */
  answers(id: string): boolean {
    return (this.#handlers.get(id)?.length ?? 0) > 0;
  }

  /** Starts an action; false when nothing on the page does it now. */
  run(id: string): boolean {
    const handler = this.#handlers.get(id)?.at(-1);
    handler?.();
    return handler !== undefined;
  }

  #hear(message: ipc.Message, heard: (message: ForTheFrame) => void): void {
    switch (message.kind) {
      case "menu":
        this.run(message.action);
        return;
      case "dragging":
        this.dragging = message.over;
        return;
      case "progress":
        this.progress.hear(message);
        return;
      case "theme":
        this.preferences = { ...this.preferences, theme: message.theme };
        return;
      case "failed":
        this.problem = asProblem(message.error);
        return;
      default:
        this.dragging = false;
        heard(message);
    }
  }

  async #attempt(command: () => Promise<unknown>): Promise<void> {
    try {
      await command();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}

export const [useShell, provideShell] = createContext<Shell>();
