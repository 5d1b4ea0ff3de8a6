// A simple model of what jobs may start on nodes, fed with what agents are told and what becomes of it.
import assert from 'node:assert/strict'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import type { SimulatedNodes, SimulatedRun } from '#drivers/nodes/simulated/simulated.ts'

/** What of a job's settings matters here. */
export interface ModelJob {
  readonly waitForSuccess: boolean
  readonly rerunOnNodeRebootAfterSuccess: boolean
  readonly retries: number
}

/** A job on a node as it is now. */
interface Standing {
  prepared: boolean
  /** How often the preparation failed in a row. */
  failures: number
  barred: boolean
  /** A task of the job has run there. */
  used: boolean
  released: boolean
  /** The node was silent: the server may not know how its preparation ended. */
  unsure: boolean
}

const FRESH: Standing = {
  prepared: false,
  failures: 0,
  barred: false,
  used: false,
  released: false,
  unsure: false,
}

interface Live {
  readonly attempt: TaskAttempt
  readonly endsAt: number
  readonly exitCode: number
}

type Kind = 'jobPreparation' | 'jobRelease' | 'task'

export class JobsModel {
  readonly #jobs = new Map<string, ModelJob>()
  readonly #standings = new Map<string, Standing>()
  readonly #live = new Map<string, Live>()
  readonly #now: () => number
  readonly #say: () => string
  readonly counted: Record<Kind, number> = { jobPreparation: 0, jobRelease: 0, task: 0 }

  constructor(now: () => number, say: () => string) {
    this.#now = now
    this.#say = say
  }

  add(jobId: string, job: ModelJob): void {
    this.#jobs.set(jobId, job)
  }

  /** Follows what happens to the nodes. */
  watch(nodes: SimulatedNodes): void {
    const { reboot, wipe, deallocate, remove, stop } = nodes
    nodes.reboot = (nodeId, bootId) => {
      this.#leave(nodeId, (job, standing) => {
        if (!job.rerunOnNodeRebootAfterSuccess && standing.prepared) return standing
        return { ...standing, prepared: false, failures: 0 }
      })
      return reboot.call(nodes, nodeId, bootId)
    }
    const wiped = (nodeId: string) => this.#leave(nodeId, () => FRESH)
    nodes.wipe = (nodeId, bootId) => {
      wiped(nodeId)
      return wipe.call(nodes, nodeId, bootId)
    }
    nodes.deallocate = (nodeId) => {
      // Its files are there when it starts again, and nothing of a job that ended meanwhile is released.
      this.#leave(nodeId, (_, standing) => ({ ...standing, prepared: false, failures: 0 }))
      return deallocate.call(nodes, nodeId)
    }
    nodes.remove = (nodeId) => {
      wiped(nodeId)
      return remove.call(nodes, nodeId)
    }
    nodes.stop = (attemptId, graceMs) => {
      this.#settle()
      this.#live.delete(attemptId)
      return stop.call(nodes, attemptId, graceMs)
    }
  }

  #leave(nodeId: string, next: (job: ModelJob, standing: Standing) => Standing): void {
    this.#settle()
    for (const [id, { attempt }] of this.#live) {
      if (attempt.nodeId === nodeId) this.#live.delete(id)
    }
    for (const [key, standing] of this.#standings) {
      const [job, node] = key.split(' ') as [string, string]
      if (node !== nodeId) continue
      this.#standings.set(key, { ...next(this.#jobOf(job), standing), released: false })
    }
  }

  /** What happens on the node is not always told from now on. */
  silence(nodeId: string): void {
    this.#settle()
    for (const [key, standing] of this.#standings) {
      if (key.endsWith(` ${nodeId}`)) standing.unsure = true
    }
  }

  #jobOf(jobId: string): ModelJob {
    const id = jobId.replace(/:job-\d+$/, '')
    const job = this.#jobs.get(jobId) ?? this.#jobs.get(id)
    assert.ok(job, `a job ${jobId} that was never added`)
    return job
  }

  /** What was to end until now has ended. */
  #settle(): void {
    const over = [...this.#live].filter(([, { endsAt }]) => endsAt <= this.#now())
    for (const [id, { attempt, exitCode }] of over) {
      this.#live.delete(id)
      this.#ended(attempt, exitCode)
    }
  }

  #ended({ nodeId, work }: TaskAttempt, exitCode: number): void {
    if (work.kind === 'startTask') return
    const standing = this.#at(work.jobId, nodeId)
    if (work.kind === 'jobRelease') standing.released = true
    if (work.kind !== 'jobPreparation') return
    const { waitForSuccess, retries } = this.#jobOf(work.jobId)
    if (exitCode === 0) Object.assign(standing, { prepared: true, failures: 0 })
    else if (++standing.failures > retries) {
      if (waitForSuccess) standing.barred = true
      else standing.prepared = true
    }
  }

  #at(jobId: string, nodeId: string): Standing {
    const key = `${jobId} ${nodeId}`
    const known = this.#standings.get(key) ?? { ...FRESH }
    this.#standings.set(key, known)
    return known
  }

  #liveOf(jobId: string, nodeId: string, kind: Kind): number {
    return [...this.#live.values()].filter(
      ({ attempt: { work, nodeId: node } }) =>
        work.kind === kind && work.jobId === jobId && node === nodeId,
    ).length
  }

  /** An agent is told to start it. */
  started(attempt: TaskAttempt, run: SimulatedRun): void {
    const { work, nodeId, attemptId } = attempt
    if (work.kind === 'startTask') return
    this.#settle()
    const standing = this.#at(work.jobId, nodeId)
    const { waitForSuccess } = this.#jobOf(work.jobId)
    const live = (kind: Kind): number => this.#liveOf(work.jobId, nodeId, kind)
    const say = `${work.kind} of ${work.jobId} on ${nodeId}: ${this.#say()}`
    this.counted[work.kind]++
    assert.ok(!standing.released, `after its release: ${say}`)
    switch (work.kind) {
      case 'jobPreparation':
        assert.equal(live('jobPreparation'), 0, `twice: ${say}`)
        assert.ok(standing.unsure || (!standing.prepared && !standing.barred), `needlessly: ${say}`)
        break
      case 'task':
        assert.equal(live('jobRelease'), 0, `beside its release: ${say}`)
        if (waitForSuccess) assert.ok(standing.prepared, `unprepared: ${say}`)
        standing.used = true
        break
      case 'jobRelease':
        assert.ok(standing.used, `for nothing: ${say}`)
        assert.equal(live('task') + live('jobPreparation'), 0, `too early: ${say}`)
        break
    }
    const endsAt = this.#now() + run.afterMs
    this.#live.set(attemptId, { attempt, endsAt, exitCode: run.exitCode ?? 1 })
  }

  /** Attempts of the job that run somewhere. */
  liveOf(jobId: string): number {
    this.#settle()
    const all = [...this.#live.values()].map(({ attempt: { work } }) => work)
    return all.filter((work) => work.kind !== 'startTask' && work.jobId === jobId).length
  }
}
