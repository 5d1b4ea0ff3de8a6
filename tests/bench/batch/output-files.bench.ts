// What output files add to a job of short tasks, and how fast a large one goes, beside azcopy to a bare
// Azurite.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  BlobServiceClient,
  ContainerClient,
  ContainerSASPermissions,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { connectionString } from '#library/ready/variables.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { prepareAzcopy, runAzcopy } from '../../clients/azcopy.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median, ratio } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import {
  addJob,
  addTasks,
  CALLERS,
  fewestCompleted,
  makePool,
  removePools,
  timed,
  untilDone,
} from '../parts/batch-pools.ts'

const TASKS = { full: 1_000, smoke: 10 }
const LARGE_MB = { full: 1024, smoke: 20 }
const POOL = 'bench'
const MIB = 1024 * 1024
const HOUR = 3_600_000
/** The account that every Azurite knows, and its published key. */
const ACCOUNT = 'devstoreaccount1'
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

export const bench: Bench = {
  title: 'output files of short tasks, and a large one beside azcopy',
  async run(run) {
    const lazuli = await spawnLazuli({
      data: join(run.scratch, 'served'),
      timeScale: 1000,
      storage: true,
    })
    const caller = batchCaller(lazuli.ready, CALLERS)
    try {
      const { caFile, storage } = lazuli.ready
      setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')])
      const url = await signedContainer(
        BlobServiceClient.fromConnectionString(connectionString(storage!)),
      )
      await makePool(caller, { id: POOL, nodes: 1, slots: 4 })
      await smallFiles(run, caller, url)
      await largeFile(run, caller, url)
    } finally {
      await removePools(caller, [POOL])
      caller.close()
      await lazuli.stop()
    }
  },
}

async function signedContainer(service: BlobServiceClient): Promise<string> {
  const container = service.getContainerClient('outputs')
  await container.createIfNotExists()
  return await container.generateSasUrl({
    permissions: ContainerSASPermissions.parse('rwl'),
    expiresOn: new Date(performance.timeOrigin + performance.now() + HOUR),
  })
}

const COMMAND = '/bin/sh -c "echo out > out.txt"'

const outputTo = (containerUrl: string, filePattern: string, path: string) => ({
  filePattern,
  destination: { container: { containerUrl, path } },
  uploadOptions: { uploadCondition: 'taskcompletion' },
})

async function smallFiles(run: BenchRun, caller: BatchCaller, url: string): Promise<void> {
  const count = TASKS[run.size]
  const runJob = async (id: string, more: object): Promise<number> => {
    await addJob(caller, id, POOL)
    return await timed(async () => {
      await addTasks(caller, id, count, 0, { commandLine: COMMAND, ...more })
      await untilDone(caller, id, count)
    })
  }
  const plain: number[] = []
  const having: number[] = []
  // The first of each warms up.
  for (let round = 0; round <= run.rounds; round++) {
    const without = await runJob(`without${round}`, {})
    // A blob each would need a path each: all write the same, and the last has it.
    const outputFiles = [outputTo(url, 'out.txt', `round${round}.txt`)]
    const uploaded = await runJob(`with${round}`, { outputFiles })
    if (round === 0 && run.rounds > 0) continue
    plain.push(without)
    having.push(uploaded)
  }
  const jobs = plain.flatMap((_, i) => {
    const round = i + (run.rounds > 0 ? 1 : 0)
    return [`without${round}`, `with${round}`]
  })
  run.reached({
    what: 'tasks that each job completed',
    value: await fewestCompleted(caller, jobs),
    atLeast: count,
  })
  const added = (median(having) / median(plain) - 1) * 100
  run.figure({ what: `${count} tasks without output files`, value: median(plain), unit: 'ms' })
  run.figure({ what: `${count} tasks with one each`, value: median(having), unit: 'ms' })
  run.figure({ what: 'they add', value: added, unit: '%', aim: { atMost: 30 } })
}

async function largeFile(run: BenchRun, caller: BatchCaller, url: string): Promise<void> {
  const megabytes = LARGE_MB[run.size]
  const commandLine = `/bin/sh -c "truncate -s ${megabytes}M big"`
  await addJob(caller, 'large', POOL)
  const rate = (ms: number): number => (megabytes * 1000) / ms
  const ours: number[] = []
  const theirs: number[] = []
  await using azurite = run.withPeers ? await BareAzurite.start(run.scratch) : undefined
  if (azurite) await prepareAzcopy()
  for (let round = 0; round <= run.rounds; round++) {
    const outputFiles = [outputTo(url, 'big', 'big')]
    const task = { id: `t${round}`, commandLine, outputFiles }
    const ms = await timed(async () => {
      await caller.call('POST', '/jobs/large/tasks', task)
      await untilDone(caller, 'large', round + 1)
    })
    const peer = azurite && (await azurite.copied(run.scratch, megabytes))
    if (round === 0 && run.rounds > 0) continue
    ours.push(rate(ms))
    if (peer !== undefined) theirs.push(rate(peer))
  }
  const arrived = (await new ContainerClient(url).getBlobClient('big').getProperties())
    .contentLength
  run.reached({ what: 'MB that arrived', value: (arrived ?? 0) / MIB, atLeast: megabytes })
  run.figure({ what: `a file of ${megabytes} MB`, value: median(ours), unit: 'MB/s' })
  if (theirs.length > 0) {
    const aim = { atLeast: 0.8 }
    run.figure({ what: '  ÷ azcopy to a bare Azurite', value: ratio(ours, theirs), aim })
  }
}

/** Azurite as its own package starts it, without a server of ours before it. */
class BareAzurite implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #url: string

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.#url = url
  }

  static async start(scratch: string): Promise<BareAzurite> {
    const main = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js')
    const where = ['--blobPort', '0', '--location', join(scratch, 'azurite')]
    const words = [main, ...where, '--silent', '--skipApiVersionCheck', '--disableTelemetry']
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    while (!said.includes('successfully')) said += String((await once(child.stdout, 'data'))[0])
    const origin = /http:\/\/[\d.]+:\d+/.exec(said)![0]
    const service = new BlobServiceClient(
      `${origin}/${ACCOUNT}`,
      new StorageSharedKeyCredential(ACCOUNT, KEY),
    )
    return new BareAzurite(child, await signedContainer(service))
  }

  /** Milliseconds in which azcopy puts a file of so many megabytes. */
  async copied(scratch: string, megabytes: number): Promise<number> {
    const file = join(scratch, 'big')
    await writeFile(file, '')
    await truncate(file, megabytes * MIB)
    const to = this.#url.replace('?', '/big?')
    return await timed(() => runAzcopy(['copy', file, to, '--from-to', 'LocalBlob'], scratch))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill()
    await once(this.#child, 'exit')
  }
}
