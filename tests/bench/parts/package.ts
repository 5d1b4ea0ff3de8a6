// The package as users have it, for benches of how it starts. It is built anew: what was built before
// may be of other sources.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BenchRun } from '../frame/bench.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where its `bin` is. A smoke run takes that of the sources. */
export async function packageOf({ size }: Pick<BenchRun, 'size'>): Promise<string> {
  if (size === 'smoke') return root
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: root })
  return `${root}dist/`
}
