import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { realClock } from '#engine/clock.ts'
import { COMPONENTS } from './arguments.ts'
import { ClusterFiles, type ClusterRecord } from './cluster-files.ts'
import { openKubernetes } from './kubernetes.ts'

/** The port that a listener got: undefined where another has it. */
async function boundTo(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return undefined
  }
  const { port: own } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return own
}

/** What an earlier server left of a cluster all of which ran. */
const leftRecord = async (cluster: string): Promise<ClusterRecord> => ({
  cluster,
  asked: '1.37.2',
  runs: '1.37.2',
  port: (await boundTo(0))!,
  paths: Object.fromEntries(COMPONENTS.map((name) => [name, '/bin/false'])),
  fingerprint: '',
  isOn: true,
  isUp: true,
  wasUp: true,
})

test('clusters that cannot go on are reported, and keep neither the others nor the watch from it', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'lazuli-resumed-'))
  const files = new ClusterFiles(directory)
  const reports: string[] = []
  const driver = await openKubernetes({
    directory,
    isEphemeral: false,
    now: realClock().now,
    report: ({ message }) => reports.push(message),
  })
  t.after(async () => {
    // What it starts again writes there.
    await driver.close()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })
  // Two of each kind, in whatever order their folders are read.
  const asleep = [await leftRecord('/asleep/1'), await leftRecord('/asleep/2')]
  const broken = [await leftRecord('/broken/1'), await leftRecord('/broken/2')]
  for (const record of [...asleep, ...broken]) await files.save(record)
  for (const { cluster } of broken) {
    // A store that still runs, of a cluster whose keys are gone.
    const place = files.directory(cluster)
    const words = ['-e', 'setInterval(() => undefined, 1000)', place]
    const store = spawn(process.execPath, words, { detached: true, stdio: 'ignore' })
    await once(store, 'spawn')
    t.after(() => store.kill('SIGKILL'))
    await writeFile(join(place, 'kine.pid'), String(store.pid))
  }

  await driver.resume()
  assert.equal(reports.length, broken.length, reports.join())
  for (const { cluster, port } of asleep) {
    assert.equal(await boundTo(port), undefined, `${cluster} waits at its port`)
  }
  const isWatched = (cluster: string) =>
    reports.some((text) => text.includes(`started again for ${cluster}`))
  while (!broken.every(({ cluster }) => isWatched(cluster))) await pause(50)
})
