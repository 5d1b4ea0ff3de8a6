// Whether runc can make a container here: where the agent is in a container itself, it often may not.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { removeAll } from '#files/remove.ts'
import { DEFAULT_PATH } from '../../attempts/environment.ts'
import { runCommand } from '../engine/run-command.ts'
import { isProgramMissing } from '../program-missing.ts'

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/** A container of no files, with what each of a task has. */
const specOf = (id: string): object => ({
  ociVersion: '1.0.0',
  root: { path: 'rootfs' },
  process: { terminal: false, user: { uid: 0, gid: 0 }, args: ['/none'], cwd: '/' },
  mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
  linux: {
    cgroupsPath: `/lazuli/${id}`,
    resources: { devices: [{ allow: false, access: 'rwm' }] },
    namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
  },
})

export async function runcWorks(runc: string, state: string): Promise<boolean> {
  const id = `trial-${randomUUID()}`
  const bundle = `${state}/${id}.bundle`
  mkdirSync(`${bundle}/rootfs`, { recursive: true, mode: 0o700 })
  writeFileSync(`${bundle}/config.json`, JSON.stringify(specOf(id)))
  const run = (...words: readonly string[]) =>
    runCommand([runc, `--root=${state}`, ...words], ENVIRONMENT)
  try {
    // That its only fault is the missing program means that all else could be done.
    const { stderr } = await run('run', `--bundle=${bundle}`, id)
    return isProgramMissing(stderr)
  } finally {
    await run('delete', '--force', id)
    await removeAll(bundle)
  }
}
