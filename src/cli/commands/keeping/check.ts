import { faultsOfDirectory } from '#library/keeping/check-directory.ts'
import { dataDirectoryOf } from '#library/ready/ready.ts'
import { tellIfSlow } from '../../progress.ts'

/** Exits with 1 where something is wrong, a line for each. */
export async function check(options: { readonly data?: string }): Promise<void> {
  const directory = await dataDirectoryOf(options)
  const faults = await tellIfSlow(`Looking through ${directory} ...`, faultsOfDirectory(directory))
  if (faults.length === 0) process.stdout.write(`${directory} is sound.\n`)
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
}
