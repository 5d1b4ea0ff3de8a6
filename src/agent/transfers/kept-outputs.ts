// The output files of attempts that run, in a file that only the agent reads: an agent that comes after it
// brings them away too. Their SAS is in no journal.
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { AttemptId, OutputFile } from '#drivers/nodes/port.ts'

/** Past this size the file is written anew with only what still runs. */
const COMPACT_BYTES = 1024 * 1024
/** Where nothing runs for so long, nothing stays in the file: each shortening waits for the disk's own journal. */
const REST_MS = 1000

interface Line {
  readonly attemptId: AttemptId
  readonly outputs: readonly OutputFile[]
}

/**
 * A line for each attempt, behind those of others: to make and remove a file for each costs more than all
 * else that is done to keep it.
 */
export class KeptOutputs {
  readonly #directory: string
  readonly #known = new Map<AttemptId, readonly OutputFile[]>()
  #fd: number
  #bytes = 0
  #rest: NodeJS.Timeout | undefined

  constructor(directory: string) {
    this.#directory = directory
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    for (const { attemptId, outputs } of linesIn(readIfThere(this.#path))) {
      this.#known.set(attemptId, outputs)
    }
    this.#takeOlder()
    this.#fd = this.#rewritten()
  }

  get #path(): string {
    return `${this.#directory}/${FILE}`
  }

  /** Agents up to 0.2 had a file for each attempt. */
  #takeOlder(): void {
    for (const name of readdirSync(this.#directory)) {
      if (name === FILE) continue
      const [, of] = /^(.+)\.json$/.exec(name) ?? []
      const text = of === undefined ? '' : readIfThere(`${this.#directory}/${name}`)
      if (text !== '') {
        this.#known.set(decodeURIComponent(of!) as AttemptId, JSON.parse(text) as OutputFile[])
      }
    }
  }

  keep(attemptId: AttemptId, outputs: readonly OutputFile[]): void {
    this.#append(`${JSON.stringify({ attemptId, outputs } satisfies Line)}\n`)
    this.#known.set(attemptId, outputs)
  }

  /** What fails, as on a full disk, leaves no half of a line. */
  #append(text: string): void {
    try {
      writeFileSync(this.#fd, text)
    } catch (error) {
      ftruncateSync(this.#fd, this.#bytes)
      throw error
    }
    this.#bytes += Buffer.byteLength(text)
  }

  of(attemptId: AttemptId): readonly OutputFile[] {
    return this.#known.get(attemptId) ?? []
  }

  forget(attemptId: AttemptId): void {
    this.#known.delete(attemptId)
    if (this.#bytes > COMPACT_BYTES) this.#compact()
    else if (this.#known.size === 0) this.#rest ??= setTimeout(() => this.#empty(), REST_MS).unref()
  }

  #empty(): void {
    this.#rest = undefined
    if (this.#known.size > 0) return
    ftruncateSync(this.#fd, 0)
    this.#bytes = 0
  }

  /** Of an agent that ends: what still runs is for the next one. */
  close(): void {
    clearTimeout(this.#rest)
    this.#empty()
  }

  /** Forgets all but those of these attempts. */
  forgetOthers(attempts: Iterable<AttemptId>): void {
    const needed = new Set(attempts)
    for (const attemptId of this.#known.keys()) {
      if (!needed.has(attemptId)) this.#known.delete(attemptId)
    }
    this.#compact()
  }

  #compact(): void {
    closeSync(this.#fd)
    this.#fd = this.#rewritten()
  }

  /** Writes the file anew, and only then removes what else it was in. */
  #rewritten(): number {
    const lines = [...this.#known].map(
      ([attemptId, outputs]) => `${JSON.stringify({ attemptId, outputs } satisfies Line)}\n`,
    )
    const text = lines.join('')
    writeFileSync(`${this.#path}.new`, text, { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
    for (const name of readdirSync(this.#directory)) {
      if (name !== FILE) rmSync(`${this.#directory}/${name}`, { force: true })
    }
    this.#bytes = Buffer.byteLength(text)
    return openSync(this.#path, 'a', 0o600)
  }
}

const FILE = 'kept.ndjson'

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** A killed agent can leave half a line: the attempt of it had not begun. */
function linesIn(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Line] : []
    } catch {
      return []
    }
  })
}
