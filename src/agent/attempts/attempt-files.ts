// What an attempt is to find before its command runs.
import type { NodePackage, TaskFailure } from '#drivers/nodes/port.ts'
import { placementScript } from '../launchers/script.ts'
import { PackageFailed, packageFailure } from '../packages/packages.ts'
import type { Wanted } from '../resources/resource-list.ts'
import { fetchResources, removeStages, stagesIn } from '../resources/resources.ts'
import type { Identity } from '../separation/users.ts'
import { AttemptFailed, failure } from './failures.ts'
import type { Host } from './host.ts'

/** Whose the files are to be, and the command that is to put them in their places. */
export interface Receiver {
  readonly nodeId: string
  readonly privateTask: string | undefined
  readonly identity: Identity | undefined
  readonly command: number
}

export interface Things {
  readonly files: readonly Wanted[]
  /** Of the task, beside those of its node. */
  readonly packages?: readonly NodePackage[] | undefined
}

export interface Fetched {
  readonly script: string
  /** Removes what is left of the download. Call it once the script has run, or never will. */
  clean(): void
}

/** Fetches files to where their user finds them. Rejects with nothing left of them. */
export async function fetchFor(
  { launchers, packages, separator, transfers }: Host,
  { nodeId, privateTask, identity: owner, command }: Receiver,
  wanted: Things,
  signal: AbortSignal,
): Promise<Fetched> {
  const stages = separator.stagesOf(nodeId, privateTask)
  const own = stagesIn(stages, `${launchers.run}-${command}`)
  const clean = (): void => void removeStages(own)
  try {
    if (wanted.packages) await packages.install(nodeId, wanted.packages, signal)
    const placements = await fetchResources(wanted.files, own, { nodeId, owner, transfers, signal })
    return { script: placementScript(command, placements), clean }
  } catch (error) {
    clean()
    throw error
  }
}

export function fetchFailure(error: unknown): TaskFailure {
  if (error instanceof AttemptFailed) return error.failure
  if (error instanceof PackageFailed) return packageFailure(error, 'task')
  return failure('BlobDownloadMiscError', 'A download failed', (error as Error).message)
}
