/** What is shown to others, on paper and on the whole screen; chosen with the report and kept until the program ends. */
export const forOthers = $state({
  /** Leaves out what is not for every reader. */
  redact: false,
});
