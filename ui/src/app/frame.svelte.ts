import type { Problem } from "../errors/problem";
import { newEngagement, openEngagement, openRecent, openSample } from "../ipc/client";
import type { DroppedFiles } from "../ipc/shell";
import type { State } from "../ipc/wire";
import { OpenEngagement } from "../session/engagement.svelte";
import { Escape } from "../session/escape.svelte";
import { Explaining } from "../session/explaining.svelte";
import { Route } from "../session/route.svelte";
import { type ForTheFrame, Shell } from "../session/shell.svelte";
import { Terms } from "../session/terms.svelte";
import { isPresented, landing, roomOf } from "./rooms";

/** What can lie over the window. */
export type Sheet = "palette" | "history" | "help" | "verdict" | "about";

function notRead(names: string[]): Problem {
  return {
    message: `${names.join(", ")}: not a file that can be read`,
    hint: "Drop CSV or XLSX exports, or one engagement file.",
    at: null,
    code: "not_read",
  };
}

/** Everything the page holds, and what leads from one part of it to another. */
export class Frame {
  readonly engagement = new OpenEngagement();
  readonly escape = new Escape();
  readonly explaining = new Explaining(this.escape);
  readonly route = new Route();
  readonly shell = new Shell();
  readonly terms = new Terms();
  sheet = $state<Sheet | null>(null);
  /** Where the presentation was begun; leaving it leads back there. */
  #before: string | null = null;

  /** Asks the shell for everything the frame shows. */
  async start(): Promise<void> {
    await Promise.all([
      this.shell.start((message) => {
        void this.#hear(message);
      }),
      this.engagement.load().then(() => {
        this.#settle();
      }),
      this.terms.load(),
    ]);
  }

  /** Opens what the command asks for, and goes to `to` or to where it opens. */
  async open(command: () => Promise<State | null>, to?: string): Promise<boolean> {
    const done = await this.engagement.open(command);
    if (done) this.#enter(to);
    return done;
  }

  /** A new engagement holds a name and a day and nothing that could be answered: it opens where files are dropped. */
  create(to = "/data"): Promise<boolean> {
    return this.open(newEngagement, to);
  }

  choose(): Promise<boolean> {
    return this.open(openEngagement);
  }

  sample(): Promise<boolean> {
    return this.open(openSample);
  }

  async close(): Promise<void> {
    await this.engagement.close();
    this.explaining.forget();
    this.shell.staged.forget();
    this.route.replace("/");
    await this.shell.loadRecents();
  }

  /** Reads the exports that were dropped; with nothing open, a place for a new engagement is asked first. */
  async dropped({ exports, refused }: DroppedFiles): Promise<void> {
    if (refused.length > 0) this.shell.problem = notRead(refused);
    if (exports.length > 0) await this.#read();
  }

  /** Asks for files and shows what they would change. */
  async add(): Promise<void> {
    if (this.engagement.state === null && !(await this.create("/data"))) return;
    if (await this.shell.staged.add()) this.route.go("/data/waiting");
  }

  /** Opens a sheet or closes it; without an engagement there is no history to show. */
  toggle(sheet: Sheet): void {
    if (sheet === "history" && this.engagement.state === null) return;
    this.sheet = this.sheet === sheet ? null : sheet;
  }

  visit(room: string): void {
    if (this.engagement.state !== null) this.route.go(`/${room}`);
  }

  /** Shows the answer on a whole screen, or goes back to where that was begun. */
  present(): void {
    if (this.engagement.state === null) return;
    if (isPresented(this.route.path)) {
      this.leavePresentation();
      return;
    }
    this.#before = `/${this.route.path.map(encodeURIComponent).join("/")}`;
    this.sheet = null;
    this.explaining.close();
    this.route.go("/present/1");
  }

  leavePresentation(): void {
    this.route.go(this.#before ?? landing(this.engagement));
    this.#before = null;
  }

  async #hear(message: ForTheFrame): Promise<void> {
    if (message.kind === "dropped") await this.dropped(message.files);
    else if (message.kind === "open_recent") await this.open(() => openRecent(message.id));
    else await this.#follow();
  }

  /** Something was opened or closed otherwise than by the page. */
  async #follow(): Promise<void> {
    if (this.engagement.busy) return;
    await this.engagement.load();
    this.#enter();
  }

  async #read(): Promise<void> {
    if (this.engagement.state === null && !(await this.create("/data/waiting"))) return;
    this.route.go("/data/waiting");
    await this.shell.staged.stage();
  }

  #enter(to?: string): void {
    this.explaining.forget();
    this.shell.staged.forget();
    this.sheet = null;
    this.route.replace(this.engagement.state === null ? "/" : (to ?? landing(this.engagement)));
  }

  /** The address may name a room from before; otherwise the engagement opens where it opens. */
  #settle(): void {
    const somewhere = roomOf(this.route.path) !== null || isPresented(this.route.path);
    if (this.engagement.state !== null && !somewhere) this.route.replace(landing(this.engagement));
  }
}
