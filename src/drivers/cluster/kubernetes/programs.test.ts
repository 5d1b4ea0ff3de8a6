import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PROGRAMS, ProgramFinder } from './programs.ts'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  for (const name of PROGRAMS) await writeFile(join(directory, name), '', { mode: 0o755 })
})
after(() => rm(directory, { recursive: true, force: true }))

const says = async () => ({ exitCode: 0, output: 'Kubernetes v1.37.2' })

test('nodes that run nothing are of kwok', async () => {
  const found = await new ProgramFinder(says, directory, 'fake', '').nearest('1.37.2')
  assert.equal(found.version, '1.37.2')
  assert.deepEqual(Object.keys(found.paths).sort(), [...PROGRAMS].sort())
})

test('nodes that run pods are of a program that says where it comes from when it is missing', async () => {
  const finder = new ProgramFinder(says, directory, 'process', '')
  await assert.rejects(finder.nearest('1.37.2'), {
    code: 'ControlPlaneProgramMissing',
    message: /lazuli-kubelet is not in .*go build -C deploy\/kubelet.*--kube-binaries/,
  })
  await writeFile(join(directory, 'lazuli-kubelet'), '', { mode: 0o755 })
  const { paths } = await finder.nearest('1.37.2')
  assert.equal(paths['lazuli-kubelet'], join(directory, 'lazuli-kubelet'))
  assert.equal(paths.kwok, undefined)
})
