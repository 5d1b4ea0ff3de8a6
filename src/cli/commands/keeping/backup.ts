// All that a server must not lose, in one file: of a server that runs, or of a directory that none has.
import { join, resolve } from 'node:path'
import type { components } from '#contract/lazuli/types.ts'
import {
  type BackupNote,
  backUpStopped,
  refuseTaken,
  stoppedAt,
  writeBackup,
} from '#library/keeping/backup.ts'
import { folderName, removeUnfinished } from '#library/keeping/unfinished.ts'
import { ownVersion } from '#library/own-version.ts'
import { dataDirectoryOf, type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { admin, call } from '../../client.ts'
import { tellIfSlow } from '../../progress.ts'

type Snapshot = components['schemas']['Snapshot']

/** What ends a command: by hand, or by systemd. */
const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

interface BackupOptions {
  readonly files?: boolean
  /** Of a server that is stopped: the database that has its store. */
  readonly store?: string
}

export async function backup(
  { files = false, store, ...reaching }: Reaching & BackupOptions,
  file: string,
): Promise<void> {
  refuseTaken(file)
  const ready = await runningAt(reaching)
  const stopped = ready ? undefined : await stoppedAt(await dataDirectoryOf(reaching), store)
  const note = await untilEnded((ended) => {
    const work = ready
      ? backUpRunning(ready, files, file, ended)
      : backUpStopped(stopped!, files, ownVersion(), file, ended)
    return tellIfSlow(`Writing ${file} ...`, work)
  })
  process.stdout.write(linesOf(`${file}, taken at ${note.takenAt}`, note))
}

/** Once a signal came what is under way ends in order: nothing of it is left. A second one ends all. */
async function untilEnded<T>(work: (ended: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController()
  const note = (signal: NodeJS.Signals): void => end.abort(signal)
  for (const signal of ENDING) process.once(signal, note)
  try {
    return await work(end.signal)
  } finally {
    for (const signal of ENDING) process.off(signal, note)
  }
}

/** What is in a backup, and what is not. */
export const linesOf = (first: string, { files, leftOut }: BackupNote): string =>
  [
    first,
    `  with ${['the store and its keys', ...files].join(', ')}`,
    ...(leftOut.length > 0 ? [`  without ${leftOut.join(', ')}`] : []),
    '',
  ].join('\n')

/** Undefined where no server runs: one that was killed leaves its ready file. */
async function runningAt(reaching: Reaching): Promise<Ready | undefined> {
  const ready = await readReady(reaching).catch((error: unknown) => {
    if (reaching.readyFile) throw error
  })
  if (!ready) return undefined
  return await call(ready, 'GET', '/healthz').then(
    () => ready,
    () => undefined,
  )
}

async function backUpRunning(
  ready: Ready,
  files: boolean,
  file: string,
  ended: AbortSignal,
): Promise<BackupNote> {
  const { dataDirectory } = ready
  if (dataDirectory === null) throw new Error('this server keeps nothing: it is ephemeral.')
  await removeUnfinished(dataDirectory, resolve(file))
  const name = folderName()
  const body = JSON.stringify({ name, files })
  const saved = JSON.parse(
    await admin(ready, '/lazuli/snapshots', { method: 'POST', body }),
  ) as Snapshot
  try {
    const folder = join(dataDirectory, 'snapshots', name)
    const copied = { ...saved, folder, filesIn: folder }
    return await writeBackup(dataDirectory, copied, ownVersion(), file, ended)
  } finally {
    await admin(ready, `/lazuli/snapshots/${name}`, { method: 'DELETE' })
  }
}
