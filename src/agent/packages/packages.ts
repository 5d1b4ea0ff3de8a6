// Packages of applications on this machine's nodes: each is fetched and unpacked once, where the agent
// alone may write, and moved to its place as a whole.
import { closeSync, createWriteStream, lstatSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { addressOf, blobIn, urlOf } from '#blobs/blob-url.ts'
import {
  APPLICATIONS,
  type Environment,
  type FoundPackage,
  type NodePackage,
  type TaskFailure,
} from '#drivers/nodes/port.ts'
import { at, DIRECTORY } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import { removeAll } from '#files/remove.ts'
import type { Separator } from '../separation/separation.ts'
import type { Transfers } from '../transfers/transfers.ts'
import { unzip } from './unzip.ts'

/** A package could not be installed. */
export class PackageFailed extends Error {
  readonly label: string

  constructor(label: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.label = label
  }
}

export class Packages {
  readonly #separator: Separator
  readonly #transfers: Pick<Transfers, 'autoStorage' | 'placeOf' | 'blobs'>
  /** What is being installed, by the directory that it will have. */
  readonly #under = new Map<string, Promise<void>>()
  readonly #nodes = new Map<string, AbortController>()
  #count = 0

  constructor(
    separator: Separator,
    transfers: Pick<Transfers, 'autoStorage' | 'placeOf' | 'blobs'>,
  ) {
    this.#separator = separator
    this.#transfers = transfers
  }

  /** Resolves once all of them are there. Rejects with `PackageFailed`, or with the signal's reason. */
  async install(
    nodeId: string,
    packages: readonly NodePackage[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const wanted of packages) {
      signal?.throwIfAborted()
      await unlessAborted(this.#installOne(nodeId, wanted), signal)
    }
  }

  /** Tasks that want the same wait for one that installs it. */
  #installOne(nodeId: string, { label, found }: NodePackage): Promise<void> {
    if (!found) {
      const failed = new PackageFailed(
        label,
        'The application package does not exist or is not active',
      )
      return Promise.reject(failed)
    }
    const key = `${nodeId}/${found.directory}`
    const under = this.#under.get(key)
    if (under) return under
    const installing = this.#fetch(nodeId, label, found).finally(() => this.#under.delete(key))
    this.#under.set(key, installing)
    installing.catch(() => undefined)
    return installing
  }

  async #fetch(nodeId: string, label: string, found: FoundPackage): Promise<void> {
    const places = this.#openPlaces(nodeId)
    const name = nameOf(found.directory)
    try {
      if (lstatSync(at(places, name), { throwIfNoEntry: false })?.isDirectory()) return
      const { signal } = this.#controllerOf(nodeId)
      const { fetching } = this.#separator.stagesOf(nodeId, undefined)
      const own = `${fetching}/package-${process.pid}-${++this.#count}`
      try {
        await mkdir(`${own}/tree`, { recursive: true, mode: 0o755 })
        await attempt(label, 'Resource download failed', () =>
          pipeline(this.#read(nodeId, found, signal), createWriteStream(`${own}/zip`), { signal }),
        )
        await attempt(label, 'Resource Unzip failed', () =>
          unzip(`${own}/zip`, `${own}/tree`, signal),
        )
        renameSync(`${own}/tree`, at(places, name))
      } finally {
        await removeAll(own).catch(() => undefined)
      }
    } finally {
      closeSync(places.fd)
    }
  }

  async *#read(
    nodeId: string,
    { container, blob }: FoundPackage,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, void> {
    const { url, ...by } = await this.#transfers.autoStorage(nodeId, container)
    const address = urlOf(blobIn(addressOf(url)!, blob))
    yield* this.#transfers.blobs.read(
      this.#transfers.placeOf(nodeId, { url: address, ...by }),
      signal,
    )
  }

  /** Held open: tasks that may write to the root cannot put another place there meanwhile. */
  #openPlaces(nodeId: string): { readonly fd: number } {
    const path = `${this.#separator.rootOf(nodeId)}/${APPLICATIONS}`
    mkdirSync(path, { recursive: true, mode: 0o755 })
    return { fd: openSync(path, DIRECTORY) }
  }

  #controllerOf(nodeId: string): AbortController {
    const known = this.#nodes.get(nodeId) ?? new AbortController()
    this.#nodes.set(nodeId, known)
    return known
  }

  /** The node is emptied or goes: what is being fetched for it is given up. */
  giveUp(nodeId: string): void {
    this.#nodes.get(nodeId)?.abort()
    this.#nodes.delete(nodeId)
  }
}

async function attempt(label: string, words: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    throw new PackageFailed(label, words, error)
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Recorded, the category and the names of the details included. `of`: what asked for the package. */
export function packageFailure(error: unknown, of: 'pool' | 'task'): TaskFailure {
  const { label, message } =
    error instanceof PackageFailed ? error : { label: '', message: (error as Error).message }
  return {
    category: 'ServerError',
    code: 'ApplicationPackageError',
    message: `One or more application packages specified for the ${of} are invalid`,
    details: [
      { name: 'ApplicationPackageReference', value: label },
      { name: 'Message', value: message },
    ],
  }
}

/** The variables that lead to the packages on a node. */
export const packageVariables = (packages: readonly NodePackage[] = []): Environment =>
  Object.fromEntries(
    packages.flatMap(({ found }) =>
      (found?.variables ?? []).map((name) => [
        name,
        { onNode: `${APPLICATIONS}/${found!.directory}` },
      ]),
    ),
  )
