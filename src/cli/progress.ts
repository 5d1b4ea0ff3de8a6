/** Work that takes longer is worth a line. */
const SOON_MS = 1_000

/** Waits for the work, and says so once if it takes more than a second. Never on stdout. */
export async function tellIfSlow<T>(words: string, work: Promise<T>, soonMs = SOON_MS): Promise<T> {
  const timer = setTimeout(() => process.stderr.write(`${words}\n`), soonMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
