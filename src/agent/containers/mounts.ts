// What of a node a container sees, and where. Pure but for looking where links lead.
import { existsSync, realpathSync } from 'node:fs'
import type { BindMount } from '#drivers/nodes/port.ts'
import { type OptionMount, RefusedOption } from './run-options.ts'
import type { Mount } from './runtime.ts'

/** The directories of a task, as it calls them. */
export interface Places {
  /** The node's root. */
  readonly root: string
  /** The task's own. */
  readonly task: string
  /** Of the job's preparation. */
  readonly preparation: string | undefined
  /** Of file shares that the node mounts: from its root a link leads to each. */
  readonly shares: readonly string[]
  /** Directories of files that the variables of every task name. */
  readonly programs: readonly string[]
  /** Where the agent finds what is at a path of the task's. */
  readonly real: (path: string) => string
}

/**
 * All of the node's root, or what of it was asked for; each at its own path. What its variables name a
 * container sees in any case, or its programs would trust no certificate.
 */
export function nodeMounts(places: Places, wanted: readonly BindMount[] | undefined): Mount[] {
  const { root, shares, programs, task, real } = places
  const inPlace = (path: string, isReadOnly = false): Mount => ({
    from: real(path),
    at: path,
    isReadOnly,
  })
  if (wanted) {
    const asked = wanted.flatMap(({ source, isReadOnly }) => {
      const path = pathOf(source, places)
      const also = source === 'VfsMounts' ? shares : []
      return [...(path === undefined ? [] : [path]), ...also].map((path) =>
        inPlace(path, isReadOnly),
      )
    })
    const named = programs.map((path) => inPlace(path, true))
    return [...asked, ...named].filter(({ from }) => existsSync(from))
  }
  const own = inPlace(task)
  const all = [inPlace(root), ...shares.map((path) => inPlace(path))]
  return own.from === task ? all : [...all, own]
}

function pathOf(source: BindMount['source'], places: Places): string | undefined {
  const { root, task, preparation } = places
  switch (source) {
    case 'Shared':
      return `${root}/shared`
    case 'Startup':
      return `${root}/startup`
    case 'VfsMounts':
      return `${root}/fsmounts`
    case 'Task':
      return task
    case 'JobPrep':
      return preparation
    case 'Applications':
      return `${root}/applications`
  }
}

/** Whether a container with these sees the path. */
export const isSeen = (mounts: readonly Mount[], path: string): boolean =>
  mounts.some(({ at }) => isIn(path, at))

/** What is public on any machine, and what workflow engines mount from Azure's. */
const READABLE = [
  '/etc/ssl/certs',
  '/etc/pki',
  '/etc/localtime',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
  '/usr/share/zoneinfo',
]

/** Where Azure's own nodes have their root, as people write it into their options. */
const AZURE_ROOTS = ['/mnt/batch/tasks', '/mnt/resource/batch/tasks', '/opt/batch/data']

/** The mounts that a task itself asked for. */
export function ownMounts(asked: readonly OptionMount[], { root, real }: Places): Mount[] {
  return asked.flatMap(({ from, at, isReadOnly }): Mount[] => {
    if (READABLE.some((path) => isIn(from, path))) {
      return existsSync(from) ? [{ from, at, isReadOnly: true }] : []
    }
    const azures = AZURE_ROOTS.find((path) => isIn(from, path))
    const path = azures === undefined ? from : root + from.slice(azures.length)
    if (!isIn(path, root)) throw new RefusedOption(`${from} is no directory of the node`)
    return [{ from: resolved(real(path), from), at, isReadOnly }]
  })
}

/** Where the path leads, unless a link on the way leads out of where it starts. */
function resolved(path: string, written: string): string {
  try {
    const found = realpathSync(path)
    if (found === path) return found
  } catch {
    // It is not there.
  }
  throw new RefusedOption(`${written} is no directory of the node`)
}

const isIn = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(`${directory}/`)
