const THOUSANDS = new Intl.NumberFormat("en-US");

/** A count as people read it: `12,480`. */
export function counted(many: number): string {
  return THOUSANDS.format(many);
}
