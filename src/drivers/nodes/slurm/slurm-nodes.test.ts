// What becomes of nodes by what Slurm says, with a Slurm that says what a test wants.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { aRequest, ProviderObserver } from '../conformance/conformance-provider.ts'
import { SlurmNodes } from './slurm-nodes.ts'

interface Job {
  readonly job_id: number
  job_state: string
  readonly comment: string
}

/** Takes every job, and has it waiting until the test says otherwise. */
class FakeSlurm {
  readonly jobs: Job[]
  readonly entered = new Set<string>()
  readonly nodes: SlurmNodes
  readonly observer: ProviderObserver
  #away: number

  /** `away`: so many looks find no controller. */
  constructor(jobs: Job[] = [], away = 0) {
    this.jobs = jobs
    this.#away = away
    this.nodes = this.#open()
    this.observer = new ProviderObserver(this.nodes)
  }

  readonly #open = () =>
    new SlurmNodes({
      owner: 'me',
      ruleFor: () => ({ provider: 'slurm', match: {}, at: 'nodes.yaml:2', partition: 'p' }),
      agents: {
        expect: async () => 'token',
        forget: async (nodeId) => void this.entered.delete(nodeId),
        hasEntered: (nodeId) => this.entered.has(nodeId),
      },
      bootstrapOf: (nodeId) => ({ nodeId }) as never,
      program: async () => '',
      now: () => instant(0),
      mostQueued: 10,
      drainMs: 0,
      onTrouble: () => undefined,
      commands: { run: async ({ program, args }) => this.#run(program, args), close() {} },
    })
  #run(program: string, args: readonly string[]) {
    const said = (stdout: string) => ({ code: 0, stdout, stderr: '' })
    if (program === 'scancel') {
      this.jobs.find(({ job_id }) => String(job_id) === args[0])!.job_state = 'CANCELLED'
    }
    if (program === 'squeue' && this.#away-- > 0) {
      return { code: 1, stdout: '', stderr: 'Unable to contact slurm controller' }
    }
    if (program !== 'sbatch') return said(JSON.stringify({ jobs: this.jobs }))
    const comment = args.find((each) => each.startsWith('--comment='))!.slice('--comment='.length)
    this.jobs.push({ job_id: this.jobs.length + 1, job_state: 'PENDING', comment })
    return said(String(this.jobs.length))
  }

  /** The job of that number, once it was submitted. */
  async job(number: number): Promise<Job> {
    for (let i = 0; i < 2_000 && this.jobs.length < number; i++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    return this.jobs[number - 1]!
  }

  async end(): Promise<void> {
    await this.observer.stop()
    await this.nodes.close()
  }
}

function scene(title: string, play: (slurm: FakeSlurm) => Promise<void>): void {
  test(title, { timeout: 30_000 }, async () => {
    const slurm = new FakeSlurm()
    try {
      await play(slurm)
    } finally {
      await slurm.end()
    }
  })
}

scene('a node is up when its agent is there, not when its allocation is', async (slurm) => {
  await slurm.nodes.request(aRequest())
  ;(await slurm.job(1)).job_state = 'RUNNING'
  await slurm.observer.until('boot-1', 'starting')
  assert.ok(slurm.observer.reports.every(({ state }) => state !== 'up'))
  slurm.entered.add('node-1')
  await slurm.observer.until('boot-1', 'up')
})

for (const state of ['NODE_FAIL', 'BOOT_FAIL', 'PREEMPTED']) {
  scene(`an allocation that is ${state} before its agent was there is another`, async (slurm) => {
    await slurm.nodes.request(aRequest())
    ;(await slurm.job(1)).job_state = 'RUNNING'
    await slurm.observer.until('boot-1', 'starting')
    slurm.jobs[0]!.job_state = state
    ;(await slurm.job(2)).job_state = 'RUNNING'
    slurm.entered.add('node-1')
    await slurm.observer.until('boot-1', 'up')
    const states = slurm.observer.reports.map((each) => each.state)
    assert.ok(!states.includes('refused') && !states.includes('preempted'), String(states))
  })
}

scene('an allocation that ends by itself before its agent was there is refused', async (slurm) => {
  await slurm.nodes.request(aRequest())
  ;(await slurm.job(1)).job_state = 'FAILED'
  await slurm.observer.until('boot-1', 'refused')
})

scene('what was there before takes the place of nothing that came after it', async (slurm) => {
  await slurm.nodes.request(aRequest())
  slurm.entered.add('node-1')
  ;(await slurm.job(1)).job_state = 'RUNNING'
  await slurm.observer.until('boot-1', 'up')
  slurm.jobs[0]!.job_state = 'PREEMPTED'
  await slurm.observer.until('boot-1', 'preempted')
  // As it was read before the news of it: with the machine known, and given back.
  await slurm.nodes.request(aRequest({ isKept: true }))
  await slurm.nodes.release('node-1')
  await slurm.nodes.request(aRequest({ isKept: true }))
  await slurm.nodes.request(aRequest({ bootId: 'boot-2' }))
  const job = await slurm.job(2)
  assert.match(job.comment, /node-1:boot-2$/)
  slurm.entered.add('node-1')
  job.job_state = 'RUNNING'
  await slurm.observer.until('boot-2', 'up')
  assert.equal(slurm.jobs.length, 2)
})

test('what was there before a start is found in the queue, or told to be no more', async () => {
  const states = { here: 'RUNNING', taken: 'PREEMPTED' }
  const jobs = Object.entries(states).map(([nodeId, job_state], index) => ({
    job_id: index + 1,
    job_state,
    comment: `lazuli me a/p ${nodeId}:b-${nodeId}`,
  }))
  const slurm = new FakeSlurm(jobs, 1)
  try {
    slurm.entered.add('here')
    for (const nodeId of ['here', 'taken', 'lost']) {
      await slurm.nodes.request(aRequest({ nodeId, bootId: `b-${nodeId}`, isKept: true }))
    }
    await slurm.observer.until('b-here', 'up')
    await slurm.observer.until('b-taken', 'preempted')
    await slurm.observer.until('b-lost', 'gone')
    assert.equal(slurm.jobs.length, 2)
  } finally {
    await slurm.end()
  }
})
