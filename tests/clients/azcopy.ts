// azcopy itself, as npm has it, installed once into the cache.
import { existsSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { cache, must, sh } from './environments.ts'

const PACKAGE = '@azure-tools/azcopy-linux'
const directory = join(cache, 'azcopy')
export const azcopyProgram = join(directory, 'node_modules', PACKAGE, 'dist/bin/azcopy_linux_amd64')

/** Of Debian, which a machine without a desktop may not have; azcopy is linked against it. */
const LIBRARY = 'libsecret-1-0'
export const azcopyLibraries = join(directory, 'usr/lib/x86_64-linux-gnu')

export async function prepareAzcopy(): Promise<void> {
  if (existsSync(azcopyProgram) && existsSync(azcopyLibraries)) return
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--prefix', directory]
  await must(sh('npm', ['install', ...quiet, `${PACKAGE}@10.32.2`]))
  // The package's own program would set it.
  await chmod(azcopyProgram, 0o755)
  await must(sh('apt-get', ['download', LIBRARY], { cwd: directory }))
  const unpack = `dpkg -x ${LIBRARY}_*.deb .`
  await must(sh('sh', ['-c', unpack], { cwd: directory }))
}

/** `logs`: where it writes down what it does. */
export const runAzcopy = (words: readonly string[], logs: string): Promise<void> =>
  must(
    sh(azcopyProgram, words, {
      env: {
        ...process.env,
        LD_LIBRARY_PATH: azcopyLibraries,
        AZCOPY_LOG_LOCATION: join(logs, 'azcopy'),
        AZCOPY_JOB_PLAN_LOCATION: join(logs, 'azcopy'),
      },
    }),
  )
