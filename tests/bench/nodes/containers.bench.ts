// Tasks in containers beside the bare runtime's own start of the same command.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { agentName, runtimesHere } from '#agent/containers/find-runtime.ts'
import { letSessionGiveWay, NICE } from '#agent/launchers/priority.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { busyboxImage } from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import { addJob, CALLERS, pause, removePools, timed, untilDone } from '../parts/batch-pools.ts'

const SLOTS = 2
const TASKS = { full: 30, smoke: 2 }
const WAYS = ['podman', 'runc'] as const

export const bench: Bench = {
  title: 'tasks in containers, beside the same command by the bare runtime',
  async missing() {
    const there = runtimesHere()
    const lacks = WAYS.filter((way) => !there.includes(way))
    return lacks.length > 0 || process.getuid!() !== 0
      ? `needs ${WAYS.join(' and ')}, and root`
      : undefined
  },
  async run(run) {
    const registry = await Registry.start()
    try {
      const image = await registry.push('busybox:1', busyboxImage())
      for (const way of WAYS) await measure(run, way, image)
    } finally {
      await registry.stop()
    }
  },
}

async function measure(run: BenchRun, way: (typeof WAYS)[number], image: string): Promise<void> {
  const data = join(run.scratch, way)
  const lazuli = await spawnLazuli({ data, timeScale: 1000, containers: way })
  const caller = batchCaller(lazuli.ready, CALLERS)
  try {
    await makePool(caller, image)
    const count = TASKS[run.size]
    let round = 0
    const ours = async (): Promise<number> => {
      const job = `${way}${round++}`
      await addJob(caller, job, 'bench')
      const ms = await timed(async () => {
        const value = Array.from({ length: count }, (_, i) => task(`t${i}`, image))
        await caller.call('POST', `/jobs/${job}/addtaskcollection`, { value })
        await untilDone(caller, job, count)
      })
      return ms / count
    }
    const words = await bareWords(way, data, image, run.scratch)
    const bare = async (): Promise<number> => (await timed(() => inSlots(count, words))) / count
    const times = await inTurns(run.rounds, { ours, ...(run.withPeers && { bare }) })
    const inside = await Promise.all(
      Array.from({ length: round }, (_, i) => inContainers(caller, `${way}${i}`)),
    )
    run.reached({
      what: `tasks that each job ran in a container by ${way}`,
      value: Math.min(...inside),
      atLeast: count,
    })
    run.figure({ what: `a task by ${way}, ${SLOTS} slots`, value: median(times.ours), unit: 'ms' })
    if (times.bare) {
      run.figure({ what: `  bare ${way}`, value: median(times.bare), unit: 'ms' })
      const aim = { atMost: 1.3 }
      run.figure({ what: '  ours ÷ bare', value: ratio(times.ours, times.bare), aim })
    }
  } finally {
    await removePools(caller, ['bench'])
    caller.close()
    await lazuli.stop()
  }
}

/** Tasks of a job that name the container in which they succeeded. */
async function inContainers({ call }: BatchCaller, job: string): Promise<number> {
  const { value } = await call('GET', `/jobs/${job}/tasks`)
  const tasks = value as {
    executionInfo: { result?: string; containerInfo?: { containerId?: string } }
  }[]
  return tasks.filter(
    ({ executionInfo: { result, containerInfo } }) =>
      result === 'success' && containerInfo?.containerId,
  ).length
}

const task = (id: string, imageName: string) => ({
  id,
  commandLine: '/bin/true',
  containerSettings: { imageName },
})

async function makePool({ call }: BatchCaller, image: string): Promise<void> {
  await call('POST', '/pools', {
    ...{ id: 'bench', vmSize: 'standard_a1_v2', targetDedicatedNodes: 1, taskSlotsPerNode: SLOTS },
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'microsoft-azure-batch',
        offer: 'ubuntu-server-container',
        sku: '20-04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 20.04',
      containerConfiguration: { type: 'dockerCompatible', containerImageNames: [image] },
    },
  })
  for (;;) {
    const { value } = await call('GET', '/pools/bench/nodes')
    const [node] = value as { state: string; errors?: unknown }[]
    if (node?.state === 'idle') return
    if (node?.errors) throw new Error(JSON.stringify(node.errors))
    await pause(50)
  }
}

/** Gives way to what else runs here, as all that an agent starts does. */
async function bareRun(words: readonly string[], env = process.env): Promise<void> {
  const child = spawn('nice', [`-n${NICE}`, ...words], { env, detached: true, stdio: 'ignore' })
  await once(child, 'spawn')
  letSessionGiveWay(child.pid!)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}`)
}

type Run = (number: number) => Promise<unknown>

/** As many at once as there are slots. */
async function inSlots(count: number, run: Run): Promise<void> {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) await run(next++)
  }
  await Promise.all(Array.from({ length: SLOTS }, one))
}

/** The bare runtime over the same image, with the agent's own settings. */
async function bareWords(
  way: (typeof WAYS)[number],
  data: string,
  image: string,
  scratch: string,
): Promise<Run> {
  const settings = `${data}/compute/containers`
  if (way === 'podman') {
    const own = `${settings}/podman`
    const storage = readdirSync(own).findLast((name) => /^(overlay|vfs)\.conf$/.test(name))
    const env = {
      PATH: process.env.PATH,
      CONTAINERS_CONF: `${own}/containers.conf`,
      CONTAINERS_STORAGE_CONF: `${own}/${storage}`,
      CONTAINERS_REGISTRIES_CONF: `${own}/registries.conf`,
    }
    const limits = ['nofile=1024:1024', 'nproc=1000:1000'].map((limit) => `--ulimit=${limit}`)
    const words = ['run', '--rm', '--pull=never', '--log-driver=none', ...limits, image]
    return () => bareRun(['podman', ...words, '/bin/true'], env)
  }
  const images = `/var/lib/lazuli/nodes-${agentName(`${data}/compute`)}/.containers/runc/images`
  const unpacked = `${images}/${readdirSync(images).find((name) => !name.startsWith('.'))}`
  const bundle = await mkdtemp(join(scratch, 'bundle-'))
  const spec = JSON.parse(readFileSync(`${unpacked}/config.json`, 'utf8')) as {
    process: object
    linux: { namespaces: { type: string }[] }
  }
  const namespaces = spec.linux.namespaces.filter(({ type }) => type !== 'network')
  const changed = {
    ...spec,
    root: { path: `${unpacked}/rootfs`, readonly: true },
    process: { ...spec.process, terminal: false, args: ['/bin/true'] },
    linux: { ...spec.linux, namespaces },
  }
  writeFileSync(`${bundle}/config.json`, JSON.stringify(changed))
  const state = join(scratch, 'runc')
  return (number) =>
    bareRun(['runc', `--root=${state}`, 'run', `--bundle=${bundle}`, `bench-${number}`])
}
