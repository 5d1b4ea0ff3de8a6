// The output files of attempts that run, in files that only the agent reads: an agent that comes after it
// brings them away too. Their SAS is in no journal.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { AttemptId, OutputFile } from '#drivers/nodes/port.ts'

export class KeptOutputs {
  readonly #directory: string
  readonly #known = new Map<AttemptId, readonly OutputFile[]>()

  constructor(directory: string) {
    this.#directory = directory
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  }

  keep(attemptId: AttemptId, outputs: readonly OutputFile[]): void {
    const path = this.#pathOf(attemptId)
    writeFileSync(`${path}.new`, JSON.stringify(outputs), { mode: 0o600 })
    renameSync(`${path}.new`, path)
    this.#known.set(attemptId, outputs)
  }

  of(attemptId: AttemptId): readonly OutputFile[] {
    const known = this.#known.get(attemptId)
    if (known) return known
    try {
      return JSON.parse(readFileSync(this.#pathOf(attemptId), 'utf8')) as OutputFile[]
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  forget(attemptId: AttemptId): void {
    this.#known.delete(attemptId)
    rmSync(this.#pathOf(attemptId), { force: true })
  }

  /** Forgets all but those of these attempts. */
  forgetOthers(attempts: Iterable<AttemptId>): void {
    const needed = new Set([...attempts].map(fileOf))
    for (const name of readdirSync(this.#directory)) {
      if (!needed.has(name)) rmSync(`${this.#directory}/${name}`, { force: true })
    }
  }

  #pathOf(attemptId: AttemptId): string {
    return `${this.#directory}/${fileOf(attemptId)}`
  }
}

const fileOf = (attemptId: AttemptId): string => `${encodeURIComponent(attemptId)}.json`
