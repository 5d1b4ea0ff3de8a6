// What the agent writes down of each node: when it booted, what ran there and how that ended. It is
// for those who look for a fault, so nothing waits for it, and a full disk only leaves it short.
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'

/** A file of a node's log, and the time that its messages are of. */
export interface LogFile {
  readonly name: string
  readonly path: string
  readonly begin: number
  readonly end: number
}

interface Limits {
  /** A file that is this large is followed by another. */
  readonly fileBytes: number
  /** Of each node; the oldest goes. */
  readonly files: number
}

const USUAL: Limits = { fileBytes: 4 * 1024 * 1024, files: 8 }
/** Lines of so long are one write. */
const GATHER_MS = 100

interface NodeLogsOptions {
  readonly directory: string
  readonly now: () => number
  /** A node that was removed has no log any more. */
  readonly isThere: (nodeId: string) => boolean
  readonly limits?: Limits
}

export class NodeLogs {
  readonly #directory: string
  readonly #now: () => number
  readonly #isThere: (nodeId: string) => boolean
  readonly #limits: Limits
  readonly #lines = new Map<string, string[]>()
  #timer: NodeJS.Timeout | undefined

  constructor({ directory, now, isThere, limits = USUAL }: NodeLogsOptions) {
    this.#directory = directory
    this.#now = now
    this.#isThere = isThere
    this.#limits = limits
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  }

  say(nodeId: string, text: string): void {
    const line = `${new Date(this.#now()).toISOString()} ${text}\n`
    const lines = this.#lines.get(nodeId)
    if (lines) lines.push(line)
    else this.#lines.set(nodeId, [line])
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [nodeId, lines] of this.#lines) {
      if (!this.#isThere(nodeId)) continue
      try {
        this.#write(nodeId, lines.join(''))
      } catch (error) {
        console.error(`the log of ${nodeId} cannot be written:`, error)
      }
    }
    this.#lines.clear()
  }

  #write(nodeId: string, text: string): void {
    const files = this.#filesOf(nodeId)
    const last = files.at(-1)
    if (last && statSync(last.path).size < this.#limits.fileBytes) {
      appendFileSync(last.path, text)
      return
    }
    const directory = this.#directoryOf(nodeId)
    // Not what leads to it: a data directory that was deleted does not come back for a log.
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 })
    // Its first message's own time: all of it were gathered before now.
    const begin = Date.parse(text.slice(0, text.indexOf(' ')))
    appendFileSync(`${directory}/${nameOf(begin)}`, text, { mode: 0o600 })
    const tooMany = files.length + 1 - this.#limits.files
    for (const { path } of files.slice(0, Math.max(0, tooMany))) rmSync(path)
  }

  /** Those with messages of this time, the oldest first. */
  between(nodeId: string, from: number, until = Number.POSITIVE_INFINITY): readonly LogFile[] {
    this.flush()
    return this.#filesOf(nodeId).filter(({ begin, end }) => begin <= until && end >= from)
  }

  forget(nodeId: string): void {
    this.#lines.delete(nodeId)
    rmSync(this.#directoryOf(nodeId), { recursive: true, force: true })
  }

  #directoryOf(nodeId: string): string {
    return `${this.#directory}/${nodeId}`
  }

  #filesOf(nodeId: string): LogFile[] {
    const directory = this.#directoryOf(nodeId)
    const found: LogFile[] = []
    for (const name of namesIn(directory).sort()) {
      const begin = beginOf(name)
      const path = `${directory}/${name}`
      if (begin !== undefined) found.push({ name, path, begin, end: lastOf(path) })
    }
    return found
  }
}

const lastOf = (path: string): number => Math.ceil(statSync(path).mtimeMs)

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** `agent-20261129T143500123Z.log`, by the time of the first message: their order is that of time. */
const nameOf = (begin: number): string =>
  `agent-${new Date(begin).toISOString().replace(/[-:.]/g, '')}.log`

const NAME = /^agent-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.log$/

function beginOf(name: string): number | undefined {
  const parts = NAME.exec(name)?.slice(1).map(Number)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second, ms] = parts
  return Date.UTC(year!, month! - 1, day, hour, minute, second, ms)
}
