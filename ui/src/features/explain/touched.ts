import type { Touched } from "../../ipc/wire";

/** Whether someone changed it after it was first said. */
export function changedFrom(touched: Touched | null): touched is Touched & { old: string } {
  return touched !== null && touched.old !== null;
}
