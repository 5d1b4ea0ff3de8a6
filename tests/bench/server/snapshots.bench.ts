// Snapshots: what they take of what a test holds, and of a hundred thousand tasks.
import { setTimeout as sleep } from 'node:timers/promises'
import { createLazuli } from '#library/lazuli.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { batchCaller } from '../parts/batch-caller.ts'

/** As many as one call adds. */
const AT_ONCE = 100
const SMALL = 100
/** What a test can bear. */
const AIM = { atMost: 50 }

export const bench: Bench = {
  title: 'snapshots of what a test holds, and of 100,000 tasks',
  async run(run) {
    if (process.platform === 'linux') await ofNodes(run)
    const many = run.size === 'full' ? 100_000 : 300
    await using opened = new AsyncDisposableStack()
    const lazuli = await createLazuli({ frozen: true, nodes: 'simulated' })
    opened.defer(() => lazuli.stop())
    const owner = await ownerOf(lazuli.ready)
    opened.defer(() => owner.close())
    const batch = batchCaller(lazuli.ready, 1)
    opened.defer(() => batch.close())
    await batch.call('POST', '/jobs', { id: 'job', poolInfo: { poolId: 'none' } })
    const send = async (method: string, path: string, body?: object): Promise<void> => {
      const text = body && JSON.stringify(body)
      const answer = await owner.send(method, `/lazuli/${path}`, text)
      if (answer.status !== 200) throw new Error(answer.text)
    }
    let added = 0
    for (const [count, aim] of [
      [SMALL, { aim: AIM }],
      [many, {}],
    ] as const) {
      for (; added < count; added += AT_ONCE) {
        const value = Array.from({ length: AT_ONCE }, (_, i) => ({
          id: `task${added + i}`,
          commandLine: '/bin/true',
        }))
        await batch.call('POST', '/jobs/job/addtaskcollection', { value })
      }
      const { saves, restores } = await measure(run, `of-${count}`, send)
      const what = `${count.toLocaleString('en')} tasks`
      run.figure({ what: `a snapshot with ${what}`, value: median(saves), unit: 'ms', ...aim })
      run.figure({ what: `its restore with ${what}`, value: median(restores), unit: 'ms', ...aim })
    }
    const { taskCounts } = (await batch.call('GET', '/jobs/job/taskcounts')) as {
      taskCounts: { active: number }
    }
    run.reached({ what: 'tasks after the last restore', value: taskCounts.active, atLeast: many })
  },
}

/** A node of this machine: what runs there is a process, which a restore ends. */
async function ofNodes(run: BenchRun): Promise<void> {
  await using lazuli = await createLazuli({ timeScale: 1000, nodes: 'local', separation: 'none' })
  const owner = await ownerOf(lazuli.ready)
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const answer = await owner.send(method, `/lazuli/${path}`, body && JSON.stringify(body))
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.text
  }
  const runs = async (): Promise<void> => {
    const { value } = JSON.parse(await ask('GET', 'tasks?job=job')) as {
      value: readonly { state: string }[]
    }
    if (value.some(({ state }) => state === 'running')) return
    await sleep(20)
    await runs()
  }
  try {
    await ask('POST', 'seed', { text: NODE })
    const saves: number[] = []
    const restores: number[] = []
    for (let round = 0; round <= run.rounds; round++) {
      await runs()
      const begun = performance.now()
      await ask('POST', 'snapshots', { name: `files-${round}`, files: true })
      const saved = performance.now()
      await ask('POST', `snapshots/files-${round}/restore`)
      if (round === 0) continue
      saves.push(saved - begun)
      restores.push(performance.now() - saved)
    }
    const what = 'a node of this machine, its files and a task that runs'
    run.figure({ what: `a snapshot with ${what}`, value: median(saves), unit: 'ms', aim: AIM })
    run.figure({ what: 'its restore', value: median(restores), unit: 'ms', aim: AIM })
  } finally {
    owner.close()
  }
}

const NODE = `pools:
  - { id: pool, vmSize: small, targetDedicatedNodes: 1, cloudServiceConfiguration: { osFamily: '6' } }
jobs:
  - { id: job, poolInfo: { poolId: pool }, tasks: [{ id: task, commandLine: sleep 1000 }] }
`

async function measure(
  { rounds }: BenchRun,
  name: string,
  send: (method: string, path: string, body?: object) => Promise<void>,
) {
  const saves: number[] = []
  const restores: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now()
    await send('POST', 'snapshots', { name: `${name}-${round}` })
    const saved = performance.now()
    await send('POST', `snapshots/${name}-${round}/restore`)
    const restored = performance.now()
    await send('DELETE', `snapshots/${name}-${round}`)
    if (round === 0) continue
    saves.push(saved - begun)
    restores.push(restored - saved)
  }
  return { saves, restores }
}
