/** A file of the data directory cannot be used. The message names it and says what to do. */
export class DamagedFile extends Error {
  constructor(path: string, cause: unknown, otherwise = '') {
    const why = (cause as Error).message
    super(`${path} is damaged (${why}). Restore it from a backup. ${otherwise}`.trim(), { cause })
    this.name = 'DamagedFile'
  }
}
