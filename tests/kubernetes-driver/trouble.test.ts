// What cannot work is said at once, in words that tell what to do.
import assert from 'node:assert/strict'
import { chmod, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PROGRAMS } from '#drivers/cluster/kubernetes/programs.ts'
import { aCluster, Estate } from '../kubernetes/estate.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'

let scratch: string
before(async () => {
  // Beside the programs, so that they need not be copied.
  scratch = await mkdtemp(join(await binariesDirectory(), '../trouble-'))
})
after(() => rm(scratch, { recursive: true, force: true }))

/** A directory of programs, one of which is something else, or missing. */
async function binariesWith(program: string, text: string | undefined): Promise<string> {
  const directory = join(scratch, `${program}-${Math.random()}`)
  await mkdir(directory)
  for (const each of PROGRAMS) {
    if (each !== program) await link(join(await binariesDirectory(), each), join(directory, each))
  }
  if (text !== undefined) {
    await writeFile(join(directory, program), text)
    await chmod(join(directory, program), 0o755)
  }
  return directory
}

const SAYS_VERSION = '#!/bin/sh\n[ "$1" = --version ] && { echo Kubernetes v1.37.2; exit; }\n'

const cases: readonly [what: string, program: string, text: string | undefined, says: RegExp][] = [
  ['is missing', 'kwok', undefined, /kwok is not in .*github\.com\/kubernetes-sigs\/kwok/],
  ['is no program', 'kube-apiserver', 'no program\n', /kube-apiserver cannot be run here/],
  ['is of another platform', 'kube-scheduler', '\x7fELF\x02\x01\x01rubbish', /kube-scheduler/],
  [
    'ends at once',
    'kube-apiserver',
    `${SAYS_VERSION}echo went wrong; exit 3\n`,
    /kube-apiserver.*went wrong/,
  ],
  [
    'does nothing',
    'kube-apiserver',
    `${SAYS_VERSION}while :; do sleep 1; done\n`,
    /kube-apiserver.*does not become ready/,
  ],
  [
    'ends at once',
    'kube-controller-manager',
    `${SAYS_VERSION}echo no luck; exit 1\n`,
    /kube-controller-manager.*no luck/,
  ],
  [
    'ends soon',
    'kube-scheduler',
    `${SAYS_VERSION}sleep 1; echo no luck; exit 1\n`,
    /kube-scheduler.*no luck/,
  ],
  ['never says its version', 'kine', '#!/bin/sh\nexec sleep 600\n', /kine.*does not end/],
]

const LIMIT_MS = 30_000

for (const [what, program, text, says] of cases) {
  test(`a creation whose ${program} ${what} fails soon and names it`, async (t) => {
    const estate = await Estate.start({ kubeBinaries: await binariesWith(program, text) })
    t.after(() => estate.lazuli.stop())
    const began = performance.now()
    await assert.rejects(estate.create('one', aCluster(1)), says)
    assert.ok(performance.now() - began < LIMIT_MS, `${performance.now() - began} ms`)
    const row = await estate.aks.managedClusters.get(estate.group, 'one')
    assert.equal(row.provisioningState, 'Failed')
    await estate.delete('one')
  })
}

test('the nearest of several versions is taken', async (t) => {
  const directory = join(scratch, 'several')
  const real = await binariesDirectory()
  await mkdir(join(directory, '1.37'), { recursive: true })
  await mkdir(join(directory, '1.29'))
  for (const each of PROGRAMS) await link(join(real, each), join(directory, '1.37', each))
  const old = '#!/bin/sh\n[ "$1" = --version ] && echo Kubernetes v1.29.0\nexit 1\n'
  for (const each of PROGRAMS) {
    if (each === 'kube-apiserver') {
      await writeFile(join(directory, '1.29', each), old.replace('exit 1', 'exit 0'), {
        mode: 0o755,
      })
    } else await link(join(real, each), join(directory, '1.29', each))
  }
  const estate = await Estate.start({ kubeBinaries: directory })
  t.after(() => estate.lazuli.stop())
  await assert.rejects(
    estate.create('one', aCluster(1, { kubernetesVersion: '1.29' })),
    /1\.29.kube-apiserver/,
  )
})
