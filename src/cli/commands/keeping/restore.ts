import { restoreBackup } from '#library/keeping/restore.ts'
import { dataDirectoryOf } from '#library/ready/ready.ts'
import { tellIfSlow } from '../../progress.ts'
import { linesOf } from './backup.ts'

interface RestoreOptions {
  readonly data?: string
  /** An empty database, for the store. */
  readonly store?: string
}

export async function restore({ store, ...options }: RestoreOptions, file: string): Promise<void> {
  const directory = await dataDirectoryOf(options)
  const restoring = restoreBackup(file, directory, store)
  const note = await tellIfSlow(`Restoring to ${directory} ...`, restoring)
  process.stdout.write(linesOf(`Restored to ${directory}: the state of ${note.takenAt}`, note))
}
