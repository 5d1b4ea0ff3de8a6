import { existsSync, mkdirSync, readdirSync } from 'node:fs'

/** `workitems`, the job, `job-1`, the task. */
const PARTS = 4
/** What a path is called in one directory: no two have the same name. */
const nameOf = (path: string): string => path.replaceAll('%', '%25').replaceAll('/', SLASH)
const SLASH = '%2F'
/** The name of no path. */
const EMPTY = '%empty'

/**
 * Tasks of a node whose files are not in its root but beside it: mounted at their place for the task
 * alone, where no user ids keep others out. To the agent it is as if they were there.
 */
export class PrivateTasks {
  readonly #directory: string

  /** In `directory` they have their files and nothing else is. It need not be there. */
  constructor(directory: string) {
    this.#directory = directory
  }

  #own(task: string): string {
    return `${this.#directory}/${nameOf(task)}`
  }

  /** Makes room for the task that has this directory, relative to the root. */
  make(task: string): void {
    mkdirSync(this.filesOf(task), { recursive: true, mode: 0o700 })
    mkdirSync(this.stagingOf(task), { recursive: true, mode: 0o700 })
    mkdirSync(`${this.#directory}/${EMPTY}`, { recursive: true, mode: 0o500 })
  }

  filesOf(task: string): string {
    return `${this.#own(task)}/files`
  }

  /** Where its downloads wait until they are moved among its files. */
  stagingOf(task: string): string {
    return `${this.#own(task)}/staging`
  }

  /** The directory of the private task whose path this is, or in whose directory it is. */
  taskOf(path: string): string | undefined {
    const parts = path.split('/')
    if (parts.length < PARTS || parts[0] !== 'workitems') return undefined
    const task = parts.slice(0, PARTS).join('/')
    return existsSync(this.#own(task)) ? task : undefined
  }

  /** Where the files of a private task are, if this is its directory. */
  laidOver(path: string): string | undefined {
    const task = this.taskOf(path)
    return task === path ? this.filesOf(task) : undefined
  }

  /** What there is of the private tasks whose directories are this one or in it. */
  beneath(path: string): string[] {
    const start = nameOf(path) + SLASH
    return this.#names()
      .filter((name) => (name + SLASH).startsWith(start))
      .map((name) => `${this.#directory}/${name}`)
  }

  /** An empty directory, if private tasks are further on in this one. */
  inPlaceOf(path: string): string | undefined {
    const start = nameOf(path) + SLASH
    const leadsOn = this.#names().some((name) => name.startsWith(start))
    return leadsOn ? `${this.#directory}/${EMPTY}` : undefined
  }

  #names(): string[] {
    return existsSync(this.#directory) ? readdirSync(this.#directory) : []
  }
}
