// What stands for a base from a registry, which tests do not ask.
import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Puts an image of Node and a shell, with the libraries that they are linked against, into Podman's store. */
export async function makeSmallBase(name: string, scratch: string): Promise<void> {
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
  ] as const) {
    copyFileSync(program, place)
    const { stdout: linked } = await run('ldd', [program])
    for (const [, library] of linked.matchAll(/(\/\S+) \(0x/g)) {
      mkdirSync(join(base, dirname(library!)), { recursive: true })
      copyFileSync(library!, join(base, library!))
    }
  }
  const archive = join(scratch, 'small-base.tar')
  await run('tar', ['-C', base, '-cf', archive, '.'])
  await run('podman', ['import', '--change', 'ENV PATH=/usr/bin:/bin', archive, name])
}
