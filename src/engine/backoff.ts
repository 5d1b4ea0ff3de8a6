const FIRST_MS = 200
const LONGEST_MS = 30_000

/** How long to wait after so many failed attempts in a row: doubling, and never too long. */
export const backoff = (failures: number, longest = LONGEST_MS): number =>
  Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 30), longest)
