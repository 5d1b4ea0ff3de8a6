// What stands for a base from a registry, which tests do not ask.
import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Puts an image of Node and a shell, with the libraries that they are linked against, into Podman's store.
 * `programs`: others of this machine, by their paths. Of Busybox the image has all that it can be, besides.
 */
export async function makeSmallBase(
  name: string,
  scratch: string,
  programs: readonly string[] = [],
): Promise<void> {
  const base = join(scratch, 'small-base')
  const bin = join(base, 'usr/bin')
  for (const folder of [bin, join(base, 'tmp'), join(base, 'etc')]) {
    mkdirSync(folder, { recursive: true })
  }
  mkdirSync(join(base, 'bin'))
  chmodSync(join(base, 'tmp'), 0o1777)
  for (const [program, place] of [
    [process.execPath, join(bin, 'node')],
    ['/bin/sh', join(base, 'bin/sh')],
    ...programs.map((program) => [program, join(base, program)] as const),
  ] as const) {
    mkdirSync(dirname(place), { recursive: true })
    copyFileSync(program, place)
    // One that is linked against nothing is no fault.
    const { stdout: linked } = await run('ldd', [program]).catch(() => ({ stdout: '' }))
    for (const [, library] of linked.matchAll(/(\/\S+) \(0x/g)) {
      mkdirSync(join(base, dirname(library!)), { recursive: true })
      copyFileSync(library!, join(base, library!))
    }
  }
  const busybox = programs.find((program) => program.endsWith('/busybox'))
  if (busybox) {
    const { stdout: names } = await run(busybox, ['--list'])
    for (const name of names.trim().split('\n')) {
      const link = join(bin, name)
      if (!existsSync(link)) symlinkSync(busybox, link)
    }
  }
  const archive = join(scratch, 'small-base.tar')
  await run('tar', ['-C', base, '-cf', archive, '.'])
  await run('podman', ['import', '--change', 'ENV PATH=/usr/bin:/bin', archive, name])
}
