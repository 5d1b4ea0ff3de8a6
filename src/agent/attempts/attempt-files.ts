// What an attempt is to find before its command runs.
import type { TaskFailure } from '#drivers/nodes/port.ts'
import { placementScript } from '../launchers/script.ts'
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

export interface Fetched {
  readonly script: string
  /** Removes what is left of the download. Call it once the script has run, or never will. */
  clean(): void
}

/** Fetches files to where their user finds them. Rejects with nothing left of them. */
export async function fetchFor(
  { launchers, separator, transfers }: Host,
  { nodeId, privateTask, identity: owner, command }: Receiver,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<Fetched> {
  const stages = separator.stagesOf(nodeId, privateTask)
  const own = stagesIn(stages, `${launchers.run}-${command}`)
  const clean = (): void => void removeStages(own)
  try {
    const placements = await fetchResources(wanted, own, { nodeId, owner, transfers, signal })
    return { script: placementScript(command, placements), clean }
  } catch (error) {
    clean()
    throw error
  }
}

export const fetchFailure = (error: unknown): TaskFailure =>
  error instanceof AttemptFailed
    ? error.failure
    : failure('BlobDownloadMiscError', 'A download failed', (error as Error).message)
