import type { Instant } from '#kernel/instant.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import type {
  NodeNews,
  NodeProvider,
  NodeReport,
  NodeRequest,
  ReleaseOptions,
} from '../provider.ts'
import type { ClusterOptions } from '../routed/cluster.ts'
import { isOver, Machines, type Machine as RoutedMachine } from '../routed/machines.ts'
import { type Refused, RefusedRules } from '../routed/refused-rules.ts'
import type { RuleOf } from '../routed/rules.ts'
import { Turns } from '../routed/turns.ts'
import type { Commands } from './commands.ts'
import { jobsIn, newsOf, type SlurmJob } from './jobs.ts'
import { refusalOf } from './refusals.ts'
import { nodesIn, scriptOf, submitArguments } from './submission.ts'

export interface SlurmOptions extends ClusterOptions<RuleOf<'slurm'>> {
  /** Tells this server's allocations from those of others. */
  readonly owner: string
  readonly commands: Commands
}

interface Machine extends RoutedMachine {
  readonly since: Instant
  jobId?: string
  /** The first look at the queue that must know of the job. */
  fromLook?: number
  /** How many of its allocations Slurm took, or lost, before an agent was there. */
  lost?: number
}

/** The states of a job whose machine failed: Slurm, busy, also says so of a script that began too slowly. */
const LOST_MACHINE: ReadonlySet<string> = new Set(['NODE_FAIL', 'BOOT_FAIL'])
const MOST_LOST = 5
const SOON_MS = 1_000
const LATER_MS = 5_000
/** How long those that are to come together are waited for, from the last that came. */
const GATHER_MS = 2_000

/** Nodes that are allocations of Slurm, each with an agent that dials in. */
export class SlurmNodes implements NodeProvider {
  readonly #options: SlurmOptions
  readonly #machines: Machines<Machine>
  readonly #refused: RefusedRules
  readonly #turns = new Turns({ turn: () => this.#turn(), nextMs: () => this.#nextMs() })
  /** Boots of this server's that the last look found preempted. */
  #taken: ReadonlySet<string> = new Set()
  /** What was there before, and is told of after the first look. */
  #kept: NodeRequest[] = []
  #looks = 0
  #hasLooked = false

  constructor(options: SlurmOptions) {
    this.#options = options
    this.#machines = new Machines(options.now)
    this.#refused = new RefusedRules('Slurm', options.now)
    this.#turns.go()
  }

  has(nodeId: string): boolean {
    return this.#machines.has(nodeId)
  }

  async request(request: NodeRequest): Promise<void> {
    // What there is of this server's is known by the first look.
    if (request.isKept && !this.#hasLooked) this.#kept.push(request)
    else if (!this.#ask(request)) return
    this.#turns.go()
  }

  #ask(request: NodeRequest): boolean {
    const since = this.#options.now()
    const { nodeId, bootId } = request
    const wasTaken = this.#taken.has(`${nodeId}:${bootId}`)
    const otherwise = { state: wasTaken ? 'preempted' : 'gone' } as const
    return this.#machines.ask(request, (asked) => ({ ...asked, since }), otherwise)
  }

  async release(nodeId: string, _options: ReleaseOptions = {}): Promise<void> {
    if (!this.#hasLooked) await this.#look()
    const machine = this.#machines.get(nodeId)
    if (machine) {
      const { jobId } = machine
      if (jobId !== undefined && !isOver(machine.last) && !this.#isShared(machine)) {
        await this.#cancel(jobId)
      }
      this.#machines.remove(machine)
    }
    await this.#options.agents.forget(nodeId)
  }

  /** Whether other nodes are of the same allocation: it ends with the last of them. */
  #isShared({ jobId, nodeId }: Machine): boolean {
    return this.#machines
      .all()
      .some((other) => other.jobId === jobId && other.nodeId !== nodeId && !isOver(other.last))
  }

  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]> {
    return this.#machines.observe(signal)
  }

  async close(): Promise<void> {
    await this.#turns.close()
    this.#options.commands.close()
  }

  #nextMs(): number | undefined {
    const machines = this.#machines.all().filter(({ last }) => !isOver(last))
    if (machines.length === 0 && this.#hasLooked) return undefined
    const isQuiet = this.#hasLooked && machines.every(({ last }) => last.state === 'up')
    return isQuiet ? LATER_MS : SOON_MS
  }

  /** Looks at the queue and submits what waits. */
  async #turn(): Promise<void> {
    try {
      await this.#look()
      await this.#submitWaiting()
    } catch (error) {
      this.#options.onTrouble(error)
    }
  }

  async #look(): Promise<void> {
    const look = ++this.#looks
    const { code, stdout, stderr } = await this.#options.commands.run({
      program: 'squeue',
      args: ['--json', '--me', '--states=all'],
    })
    if (code !== 0) throw new Error(`squeue: ${stderr.trim()}`)
    const present = new Map<string, SlurmJob>()
    const strays: string[] = []
    const taken = new Set<string>()
    for (const job of jobsIn(stdout)) {
      for (const { nodeId, bootId } of nodesIn(job.comment, this.#options.owner)) {
        if (newsOf(job) === 'preempted') taken.add(`${nodeId}:${bootId}`)
        if (!this.#adopt(job, nodeId, bootId, look)) strays.push(job.id)
        present.set(`${nodeId} ${job.id}`, job)
      }
    }
    for (const machine of this.#machines.all()) {
      const { jobId, nodeId, fromLook = 0 } = machine
      if (jobId === undefined || isOver(machine.last) || look < fromLook) continue
      await this.#follow(machine, present.get(`${nodeId} ${jobId}`))
    }
    this.#hasLooked = true
    this.#taken = taken
    for (const request of this.#kept.splice(0)) this.#ask(request)
    for (const jobId of strays) await this.#cancel(jobId)
  }

  /** Whose job it is. False: it is of no node any more, and takes a machine that others may have. */
  #adopt(job: SlurmJob, nodeId: string, bootId: string, look: number): boolean {
    const news = newsOf(job)
    if (news === 'over' || news === 'preempted' || news === 'ending') return true
    const machine = this.#machines.get(nodeId)
    if (!machine) {
      // A release that Slurm did not get, or another life of this server: Batch knows which.
      this.#machines.find({
        nodeId,
        bootId,
        since: this.#options.now(),
        jobId: job.id,
        fromLook: look,
        last: { state: 'queued' },
      })
      return true
    }
    if (machine.bootId === bootId && machine.jobId === undefined && !isOver(machine.last)) {
      machine.jobId = job.id
      machine.fromLook = look
    }
    return machine.bootId === bootId && machine.jobId === job.id
  }

  async #follow(machine: Machine, job: SlurmJob | undefined): Promise<void> {
    const news = job ? newsOf(job) : 'over'
    switch (news) {
      case 'queued':
        return this.#machines.report(machine, {
          state: 'queued',
          reason: `Slurm has it waiting for ${job!.reason}`,
        })
      case 'starting':
        return this.#machines.report(machine, { state: 'starting' })
      case 'running': {
        // Nothing may be told of a node before its agent is there: it may never come.
        if (!this.#options.agents.hasEntered(machine.nodeId)) {
          return this.#machines.report(machine, { state: 'starting' })
        }
        const { endsAt } = job!
        const isEnding =
          endsAt !== undefined && endsAt - this.#options.now() < this.#options.drainMs
        if (machine.last.state !== 'ending') this.#machines.report(machine, { state: 'up' })
        return isEnding ? this.#machines.report(machine, { state: 'ending', endsAt }) : undefined
      }
      case 'ending':
        return machine.last.state === 'ending'
          ? undefined
          : this.#machines.report(machine, { state: 'ending' })
      case 'preempted':
        if (this.#isAskedAgain(machine)) return this.#askAgain(machine, 'It was preempted')
        await this.#options.agents.forget(machine.nodeId)
        return this.#machines.report(machine, { state: 'preempted' })
      case 'over': {
        const isMachines = job !== undefined && LOST_MACHINE.has(job.state)
        if (isMachines && this.#isAskedAgain(machine)) {
          return this.#askAgain(machine, `Slurm lost its machine (${job.state})`)
        }
        const hadAgent = this.#options.agents.hasEntered(machine.nodeId)
        await this.#options.agents.forget(machine.nodeId)
        return this.#machines.report(
          machine,
          hadAgent ? { state: 'gone' } : neverCame(machine, job),
        )
      }
    }
  }

  /**
   * Whether another allocation is to take the place of one that Slurm took, or lost, before its agent was
   * there: nothing was refused by that. Those that came together go together.
   */
  #isAskedAgain({ nodeId, request, lost = 0 }: Machine): boolean {
    const isAlone = request !== undefined && !request.resize?.isTogether
    return isAlone && lost < MOST_LOST && !this.#options.agents.hasEntered(nodeId)
  }

  async #askAgain(machine: Machine, why: string): Promise<void> {
    await this.#options.agents.forget(machine.nodeId)
    delete machine.jobId
    machine.lost = (machine.lost ?? 0) + 1
    const reason = `${why} before its agent was there: it is asked for again`
    this.#machines.report(machine, { state: 'queued', reason })
  }

  async #cancel(jobId: string): Promise<void> {
    const { code, stderr } = await this.#options.commands.run({ program: 'scancel', args: [jobId] })
    if (code !== 0 && !/Invalid job id|already completing|completed/i.test(stderr)) {
      throw new Error(`scancel ${jobId}: ${stderr.trim()}`)
    }
  }

  async #submitWaiting(): Promise<void> {
    const { now, mostQueued } = this.#options
    const waits = this.#machines
      .all()
      .filter(({ jobId, last }) => jobId === undefined && !isOver(last))
    for (const group of together(waits)) {
      const [first] = group as [Machine]
      const wanted = first.request?.resize
      const isWhole = !wanted?.isTogether || group.length >= wanted.count
      const latest = Math.max(...group.map(({ since }) => since))
      if (!isWhole && now() - latest < GATHER_MS) continue
      if (this.#queued() >= mostQueued) {
        const reason = `${mostQueued} allocations of this server wait in Slurm's queue already`
        for (const machine of group) this.#machines.report(machine, { state: 'queued', reason })
        continue
      }
      await this.#submit(group)
    }
  }

  /** Allocations that wait in Slurm's queue. */
  #queued(): number {
    const jobs = this.#machines
      .all()
      .flatMap(({ jobId, last }) => (jobId !== undefined && last.state === 'queued' ? [jobId] : []))
    return new Set(jobs).size
  }

  async #submit(group: readonly Machine[]): Promise<void> {
    const { agents, bootstrapOf, commands, owner, program, ruleFor } = this.#options
    const requests = group.map(({ request }) => request!)
    const [request] = requests as [NodeRequest]
    const rule = ruleFor(request)
    if (!rule) {
      const message = 'No rule of the nodes file is for Slurm here any more'
      return this.#refuse(group, { code: 'AllocationFailed', message })
    }
    const paused = this.#refused.pausedBy(rule.at)
    if (paused) return this.#refuse(group, paused)
    const together = requests.length > 1 && { together: requests.map(({ nodeId }) => nodeId) }
    const bootstraps: AgentBootstrap[] = []
    for (const { nodeId, bootId } of requests) {
      const bootstrap = bootstrapOf(nodeId, await agents.expect(nodeId, bootId))
      bootstraps.push({ ...bootstrap, ...together })
    }
    const result = await commands.run({
      program: 'sbatch',
      args: submitArguments(rule, owner, requests),
      input: scriptOf(rule, bootstraps, await program()),
    })
    const jobId = /^(\d+)/.exec(result.stdout.trim())?.[1]
    if (result.code === 0 && jobId !== undefined) {
      this.#refused.forget(rule.at)
      for (const machine of group) {
        machine.jobId = jobId
        machine.fromLook = this.#looks + 1
      }
      // One that was released in the meantime is no longer there to be found.
      if (!group.some((machine) => this.#machines.get(machine.nodeId) === machine)) {
        await this.#cancel(jobId)
      }
      this.#turns.go()
      return
    }
    const refusal = refusalOf(result.stderr, request.isLowPriority)
    if (!refusal) {
      const reason = `Slurm does not answer: ${result.stderr.trim().split('\n').at(-1)}`
      for (const machine of group) this.#machines.report(machine, { state: 'queued', reason })
      return
    }
    await this.#refuse(group, this.#refused.count(rule.at, refusal))
  }

  async #refuse(group: readonly Machine[], why: Refused): Promise<void> {
    for (const machine of group) {
      await this.#options.agents.forget(machine.nodeId)
      this.#machines.report(machine, { state: 'refused', ...why })
    }
  }
}

/** Those of one resize that are to come together are one; every other is by itself. */
function together(machines: readonly Machine[]): readonly (readonly Machine[])[] {
  const groups = new Map<string, Machine[]>()
  for (const machine of machines) {
    const { resize } = machine.request ?? {}
    const key = resize?.isTogether ? `resize ${resize.id}` : `node ${machine.nodeId}`
    groups.set(key, [...(groups.get(key) ?? []), machine])
  }
  return [...groups.values()]
}

const neverCame = ({ jobId }: Machine, job: SlurmJob | undefined): NodeNews => ({
  state: 'refused',
  code: 'AllocationFailed',
  message: `Allocation ${jobId} ended (${job?.state ?? 'Slurm has forgotten it'}) before its agent was there. Say \`output: /shared/%j.log\` in the rule to see what it said.`,
})
