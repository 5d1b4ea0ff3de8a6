// Disks and checkpoints of machines that are off go along with a snapshot, and come back byte by byte.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { admin } from '#cli/client.ts'
import { Life } from '../crash/parts/scvmm-life.ts'
import { needQemu } from './installed.ts'

interface Taken {
  readonly files: readonly string[]
  readonly leftOut: readonly string[]
}

/** Every file of the machines, by its name, as a hash of its bytes. */
function hashesBelow(directory: string): Record<string, string> {
  const names = globSync('**', { cwd: directory }).filter((name) =>
    statSync(join(directory, name)).isFile(),
  )
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(directory, name)))
      .digest('hex')
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]))
}

const OFFSET = 1_048_576

/** The disk of the one machine. */
class Disk {
  readonly #image: string

  constructor(hypervisor: string) {
    const [record] = globSync(join(hypervisor, 'vms', '*', 'vm.json'))
    const { hardware } = JSON.parse(readFileSync(record!, 'utf8'))
    this.#image = join(record!, '..', `${hardware.disks[0].file}.qcow2`)
  }

  write(byte: number): void {
    execFileSync('qemu-io', ['-c', `write -q -P ${byte} ${OFFSET} 65536`, this.#image])
  }

  /** Fails unless these bytes, and all of them, are what was written. */
  assertHolds(byte: number): void {
    const said = execFileSync('qemu-io', [
      '-r',
      '-c',
      `read -P ${byte} ${OFFSET} 65536`,
      this.#image,
    ])
    assert.doesNotMatch(said.toString(), /failed/)
  }
}

await needQemu()

test('a machine and its checkpoints come back byte by byte', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'snapshot-disks-'))
  const life = await Life.start(data, 'qemu')
  t.after(async () => {
    await life.server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  const hypervisor = join(data, 'hypervisor')
  const { ready } = life.server
  const save = async (name: string): Promise<Taken> => {
    const body = JSON.stringify({ name, files: true })
    return JSON.parse(await admin(ready, '/lazuli/snapshots', { method: 'POST', body }))
  }
  await life.prepare()
  assert.deepEqual((await save('on')).leftOut, ['disks of virtual machines'], 'it runs')
  await life.done('POST', `${life.instance}/stop`, { skipShutdown: 'true' })
  const disk = new Disk(hypervisor)
  disk.write(0x11)
  await life.create('D')
  disk.write(0x22)
  const taken = await save('off')
  assert.deepEqual([taken.files.includes('hypervisor'), taken.leftOut], [true, []])
  const before = hashesBelow(hypervisor)
  assert.ok(Object.keys(before).length >= 3, Object.keys(before).join())

  const [, second] = await life.checkpoints()
  await life.done('POST', `${life.instance}/deleteCheckpoint`, { id: second!.checkpointID })
  disk.write(0x33)
  await life.create('E')
  assert.notDeepEqual(hashesBelow(hypervisor), before)

  for (let i = 0; i < 2; i++) {
    await admin(ready, '/lazuli/snapshots/off/restore', { method: 'POST' })
    assert.deepEqual(hashesBelow(hypervisor), before)
    disk.assertHolds(0x22)
    const names = (await life.checkpoints()).map(({ name }) => name)
    assert.deepEqual(names, ['A', 'B', 'C', 'D'])
    const { checkpointID: id } = (await life.checkpoints())[3]!
    await life.done('POST', `${life.instance}/restoreCheckpoint`, { id })
    disk.assertHolds(0x11)
  }
  // The first has the memory of the machine that ran.
  const [first] = await life.checkpoints()
  await life.done('POST', `${life.instance}/restoreCheckpoint`, { id: first!.checkpointID })
  assert.equal((await life.atRest()).powerState, 'Running')
})
