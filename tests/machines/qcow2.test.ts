import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readSnapshots } from '#drivers/hypervisor/disks/qcow2.ts'
import { needQemu } from './installed.ts'

await needQemu()

async function imagePath(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lazuli-qcow2-'))
  t.after(() => rm(directory, { recursive: true }))
  return join(directory, 'image.qcow2')
}

const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' })

test('the snapshots of an image are those that qemu-img names', async (t) => {
  const image = await imagePath(t)
  qemuImg('create', '-q', '-f', 'qcow2', image, '1M')
  assert.deepEqual(await readSnapshots(image), [])
  const tags = ['A', 'B'.repeat(255), '.before-restore', 'a-b_c.d', 'Größe']
  for (const tag of tags) qemuImg('snapshot', '-c', tag, image)
  qemuImg('snapshot', '-d', 'A', image)
  const { snapshots } = JSON.parse(qemuImg('info', '--output=json', image))
  assert.deepEqual(
    (await readSnapshots(image)).map(({ tag, memoryBytes }) => [tag, memoryBytes]),
    snapshots.map((raw: Record<string, unknown>) => [raw.name, raw['vm-state-size']]),
  )
})

test('what is no image, or a damaged one, is an error and not an empty list', async (t) => {
  const image = await imagePath(t)
  const header = Buffer.alloc(72)
  header.writeUInt32BE(0x514649fb)
  header.writeUInt32BE(1, 60)
  header.writeBigUInt64BE(65536n, 64)
  for (const content of [Buffer.alloc(0), Buffer.alloc(1024), header]) {
    await writeFile(image, content)
    await assert.rejects(readSnapshots(image), /no qcow2 image|damaged/)
  }
})
