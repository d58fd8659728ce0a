import { createContext } from "svelte";

function parts(hash: string): string[] {
  return hash
    .replace(/^#?\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where the page is: `#/options/co_managed` is `["options", "co_managed"]`. */
export class Route {
  path = $state.raw<string[]>(parts(location.hash));

  /** Follows the address until the answer is called. */
  follow(): () => void {
    const moved = (): void => {
      this.path = parts(location.hash);
    };
    addEventListener("hashchange", moved);
    addEventListener("popstate", moved);
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("popstate", moved);
    };
  }

  /** Goes there; going back leads here again. */
  go(to: string): void {
    if (this.#is(to)) return;
    history.pushState(null, "", `#${to}`);
    this.path = parts(to);
  }

  /** Goes there in place of where the page is. */
  replace(to: string): void {
    if (this.#is(to)) return;
    history.replaceState(null, "", `#${to}`);
    this.path = parts(to);
  }

  back(): void {
    history.back();
  }

  forward(): void {
    history.forward();
  }

  #is(to: string): boolean {
    const there = parts(to);
    return there.length === this.path.length && there.every((part, at) => part === this.path[at]);
  }
}

export const [useRoute, provideRoute] = createContext<Route>();
