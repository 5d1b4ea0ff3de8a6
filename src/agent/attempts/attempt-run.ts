// Long because the steps of an attempt's life lead to each other, and share all that is known of it.
import {
  type AttemptEnd,
  type CpuTime,
  containerMismatch,
  directoryOf,
  type NodeSpec,
  type TaskAttempt,
  type TaskFailure,
  wallClockFailure,
} from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import {
  type AttemptEntry,
  lacksSecrets,
  newEntry,
  reachesOthers,
  type Stage,
} from '../journal/ledger.ts'
import type { CommandResult, Launcher, LauncherKind } from '../launchers/launcher.ts'
import { commandScript, containerScript } from '../launchers/script.ts'
import { askTree, killWhile } from '../processes/end-tree.ts'
import { startTicksOf } from '../processes/process-table.ts'
import { killTree, type Tree } from '../processes/process-tree.ts'
import type { Wanted } from '../resources/resource-list.ts'
import { later, type Wait } from '../wait.ts'
import { fetchFailure, fetchFor } from './attempt-files.ts'
import { bringAway, outputsOf } from './attempt-outputs.ts'
import { AttemptPlace } from './attempt-place.ts'
import { treeOf, whatIsLeft } from './attempt-tree.ts'
import { type Beside, environmentIn, findCommand } from './command.ts'
import { noticeOf } from './contained/container-run.ts'
import { Containment } from './contained/containment.ts'
import { failure, fileFailure, noProcess, noProgram } from './failures.ts'
import type { Host } from './host.ts'
import { lastRecordOf } from './last-record.ts'
import { type Ending, endOf, exitReport, sumOf } from './outcome.ts'

const SIGKILL = 9
const SIGTERM = 15
/** A shell tells of a signal by adding its number to this. */
const BY_SIGNAL = 128

/** One attempt's life on this machine, from its directories to its last report. */
export class AttemptRun {
  entry: AttemptEntry
  readonly #host: Host
  readonly #node: NodeSpec
  readonly #attempt: TaskAttempt | undefined
  readonly #containment: Containment
  readonly place: AttemptPlace
  #transfer: AbortController | undefined
  readonly #waits: Wait[] = []
  #begun = false
  /** An earlier agent began it. */
  readonly #adopted: boolean
  #launcher: Launcher | undefined
  /** The launcher has been given something to run, and has not yet said how it ended. */
  #busy = false
  /** Its launcher was killed with it, though that may not have been reported yet. */
  #isSpent = false
  /** What its commands have taken, as far as their launchers lived to say it. */
  #cpu: CpuTime | undefined
  /** It was told to end; the failure is for one that did not end by itself before that. */
  #ending: Ending | undefined
  #over = false

  constructor(host: Host, node: NodeSpec, from: TaskAttempt | AttemptEntry) {
    this.#host = host
    this.#node = node
    this.#containment = new Containment(host, () => this.entry)
    this.#begun = 'stage' in from
    this.#adopted = this.#begun
    this.#attempt = 'stage' in from ? from.attempt : from
    this.entry = 'stage' in from ? from : newEntry(from, host.separator.rootOf(from.nodeId))
    this.place = new AttemptPlace(host, this.#attempt, this.entry)
  }

  /** Makes the attempt's directories, fetches its files, and runs its first command. */
  begin(): void {
    const attempt = this.#attempt!
    const { nodeId } = this.entry
    const primary = attempt.work.kind === 'task' ? { ...attempt.work, instance: 0 } : attempt.work
    const top = `${this.#host.separator.rootOf(nodeId)}/${directoryOf(primary)}`
    try {
      if (attempt.isFirst) this.#host.separator.clear(nodeId, top)
      const { separator } = this.#host
      const owner = separator.makeTask(attempt, top, this.#node)
      // A subtask's shell makes its own directory; a container has to find one.
      const { directory } = this.entry
      if (attempt.container && directory !== top) {
        separator.makeTask(attempt, directory, this.#node)
      }
      this.place.owner = owner
      if (owner?.own) this.entry = { ...this.entry, ownUid: owner.uid }
    } catch (error) {
      this.#fail(fileFailure(error, 'ResourceDirectoryCreateFailed'))
      return
    }
    this.#armLimit()
    const mismatch = containerMismatch(this.#node, attempt)
    if (mismatch) {
      this.#host.separator.makeOutputs(this.entry, this.place.owner)
      this.#fail(mismatch)
      return
    }
    if (this.entry.hasOutputs) {
      this.#host.outputs.keep(attempt.attemptId, outputsOf(this.#host, attempt, this.#node))
    }
    const wanted = this.place.wanted(top, this.#node.certificates !== undefined)
    if (!attempt.packages && wanted.every(({ files }) => files.length === 0)) {
      this.#command(this.#firstStage)
    } else this.#save({ stage: 'preparing' }, () => void this.#fetch(wanted))
  }

  get #firstStage(): 'coordinating' | 'running' {
    return this.#attempt!.coordination ? 'coordinating' : 'running'
  }

  async #fetch(wanted: readonly Wanted[]): Promise<void> {
    this.#transfer = new AbortController()
    const command = this.#host.nextCommand()
    const { nodeId, packages } = this.#attempt!
    const { signal } = this.#transfer
    const { privateTask, owner: identity } = this.place
    const to = { nodeId, privateTask, identity, command }
    try {
      const { script, clean } = await fetchFor(this.#host, to, { files: wanted, packages }, signal)
      if (this.#over || this.#ending) return clean()
      const launcher = this.#takeLauncher()
      this.#save({ stage: 'preparing' }, () => {
        this.#run(launcher, command, script, (result) => {
          clean()
          if (this.#ending) void this.#conclude(this.#killed(), Date.now(), true)
          else if (result?.code === 0) this.#command(this.#firstStage)
          else
            this.#fail(failure('ResourceFileCreateFailed', 'A file could not be put', result?.said))
        })
      })
    } catch (error) {
      if (!this.#over && !this.#ending) this.#fail(fetchFailure(error))
    }
  }

  #command(stage: 'coordinating' | 'running'): void {
    const { directory, nodeId } = this.entry
    const { container } = this.#attempt!
    if (container && !this.#host.containers.isHost) {
      this.#contain(stage)
      return
    }
    const found = findCommand(this.#host.separator, {
      attempt: this.#attempt!,
      node: this.#node,
      directory,
      stage,
      ...(stage === 'running' && this.#remoteShell()),
      ...(container && { notice: noticeOf(container.image) }),
    })
    if ('missing' in found) {
      this.#host.separator.makeOutputs({ nodeId, directory }, this.place.owner)
      this.#fail(noProgram(found.missing))
      return
    }
    const launcher = this.#takeLauncher()
    const command = this.#host.nextCommand()
    const script = commandScript({ ...found, number: command })
    this.#save({ stage, command }, () => {
      this.#run(launcher, command, script, (result) => this.#ended(stage, result, Date.now()))
    })
  }

  /** Fetches the image where it is missing, and runs the container in a launcher of its own. */
  #contain(stage: 'coordinating' | 'running'): void {
    const of = { attempt: this.#attempt!, node: this.#node, stage, identity: this.place.owner }
    const isOff = (): boolean => this.#over || this.#ending !== undefined
    this.#save({ stage: 'preparing' }, () =>
      this.#containment.start(of, isOff, {
        failed: (reason) => this.#fail(reason),
        ready: ({ container, kind, prepared }) => {
          this.#release()
          const launcher = this.#takeLauncher(kind)
          const command = this.#host.nextCommand()
          const script = containerScript({ ...prepared, number: command })
          this.#save({ stage, command, container }, () =>
            this.#run(launcher, command, script, (result) =>
              this.#ended(stage, result, Date.now()),
            ),
          )
        },
      }),
    )
  }

  /** The program with which a primary reaches its subtasks. */
  #remoteShell(): { readonly remoteShell?: string } {
    const attempt = this.#attempt!
    if (!reachesOthers(this.entry)) return {}
    return {
      remoteShell: this.#host.remote.open(this, attempt, this.place.staging, this.place.owner),
    }
  }

  /** Gives a shell beside the subtask's own, for what the primary on that node starts here. */
  beside(primaryNode: string, then: (given: Beside) => void): void {
    const attempt = this.#attempt!
    const { directory, stage, hasSecrets } = this.entry
    if (this.#over || this.#ending || stage !== 'coordinated' || (this.#adopted && hasSecrets)) {
      throw new Error('no subtask of this task runs there')
    }
    const { launchers, separator } = this.#host
    const launcher = launchers.take(
      separator.kindOf({ ...this.place.runner, standsFor: primaryNode }),
    )
    const environment = environmentIn(separator, attempt, this.#node)
    // The last of the launchers is the one of its own commands.
    this.#save({ launchers: [launcher.ref, ...this.entry.launchers] }, () => {
      if (this.#over) launcher.retire()
      else then({ launcher, environment, workingDirectory: `${directory}/wd` })
    })
  }

  /** Adds to what it took. */
  count(cpu: CpuTime | undefined): void {
    this.#cpu = sumOf(this.#cpu, cpu)
    this.#host.spent(this.entry.nodeId, cpu)
  }

  #takeLauncher(kind?: LauncherKind): Launcher {
    if (!kind && this.#launcher && !this.#launcher.dead) return this.#launcher
    const launcher = this.#host.launchers.take(
      kind ?? this.#host.separator.kindOf(this.place.runner),
    )
    this.#launcher = launcher
    this.entry = { ...this.entry, launchers: [...this.entry.launchers, launcher.ref] }
    return launcher
  }

  #run(
    launcher: Launcher,
    command: number,
    script: string,
    ended: (result: CommandResult | undefined) => void,
  ): void {
    if (this.#over) return
    if (this.#ending) return void this.#conclude(this.#killed(), Date.now(), true)
    this.#busy = true
    launcher.run(command, script, (result) => {
      this.#busy = false
      this.count(result?.cpu)
      if (this.#over) this.#release()
      else ended(result)
    })
  }

  /** A command has ended. Without a result its launcher was killed, and the command with it. */
  #ended(stage: Stage, result: CommandResult | undefined, at: number): void {
    const { nodeId, directory, container } = this.entry
    if (container && result) {
      const { code } = result
      void this.#containment.endOf(container, code, this.#ending, this.place.owner).then((end) => {
        if (!this.#over)
          this.#finish(stage, end, at, this.#ending !== undefined || code > BY_SIGNAL)
      })
      return
    }
    const real = this.#host.separator.realPath(nodeId, directory)
    const end = result ? endOf(result, real, this.#ending) : this.#killed()
    this.#finish(stage, end, at, this.#ending !== undefined || !result)
  }

  #finish(stage: Stage, end: AttemptEnd, at: number, thorough: boolean): void {
    const { attemptId, nodeId } = this.entry
    if (stage === 'coordinating' && end.exitCode === 0 && !this.#ending) {
      this.#save({ stage: 'coordinated' })
      this.#host.journal.report({ kind: 'coordinated', attemptId, nodeId, at: at as Instant })
    } else if (stage === 'running' && this.entry.hasOutputs && !this.#isStopped) {
      void this.#settle(end, thorough)
    } else void this.#conclude(end, at, thorough)
  }

  /** It is to end, for no fault of its own: nobody waits for what it leaves. */
  get #isStopped(): boolean {
    return this.#ending !== undefined && !this.#ending.failure
  }

  /** Its command has ended: ends what that left, so that no file changes, and brings these away. */
  async #settle(end: AttemptEnd, thorough: boolean): Promise<void> {
    this.#stopWaiting()
    const kill = thorough || whatIsLeft(this.entry) === 'some'
    this.#save({ stage: 'uploading', end })
    if (kill) await killTree(this.tree())
    await this.#upload(kill)
  }

  async #upload(thorough: boolean): Promise<void> {
    if (this.#over) return
    this.#transfer = new AbortController()
    const { entry, place } = this
    const end = await bringAway(this.#host, entry, place.owner, this.#transfer.signal)
    void this.#conclude(end, Date.now(), thorough)
  }

  #killed(): AttemptEnd {
    if (this.#launcher?.ref.pid === 0) return { failure: noProcess }
    return { signal: SIGKILL, ...this.#ending }
  }

  proceed(): void {
    if (this.#over || this.entry.stage !== 'coordinated' || this.entry.subtask) return
    this.#command('running')
  }

  stop(graceMs: number): void {
    const killAt = Date.now() + graceMs
    if (this.#over || (this.entry.killAt ?? Number.POSITIVE_INFINITY) <= killAt) return
    this.#save({ killAt })
    this.#end({}, graceMs)
  }

  #end(ending: Ending, graceMs: number): void {
    this.#ending ??= ending
    this.#transfer?.abort()
    const signal = graceMs > 0 ? SIGTERM : SIGKILL
    const isOn = (): boolean => !this.#over
    // Nothing runs that could say how it ended.
    if (this.entry.stage === 'coordinated') {
      const done = this.entry.subtask && !ending.failure
      const end = done ? { exitCode: 0 } : { signal, ...ending }
      void this.#conclude(end, Date.now(), true)
    } else if (this.entry.stage === 'uploading') {
      void this.#conclude(this.entry.end ?? {}, Date.now(), true)
    } else if (this.entry.stage === 'preparing' && !this.#busy) {
      void this.#conclude({ signal, ...ending }, Date.now(), true)
    } else {
      if (graceMs > 0) void askTree(() => this.tree(), isOn)
      this.#after(graceMs, async () => {
        await this.#containment.kill(isOn)
        await killWhile(() => this.tree(), isOn)
      })
    }
  }

  /** Resolves once nothing of its container is left, if it has one. */
  removeContainer(): Promise<void> {
    return this.#containment.remove()
  }

  /** Whether a launcher, this agent's or an earlier one's, still has a command to end. */
  get isBusy(): boolean {
    const last = this.entry.launchers.at(-1)
    const earlier = !this.#launcher && last && startTicksOf(last.pid) === last.ticks
    return this.#busy || (this.#adopted && earlier === true)
  }

  #armLimit(): void {
    const { deadline } = this.entry
    if (deadline === undefined) return
    this.#after(deadline - Date.now(), () => this.#end({ failure: wallClockFailure }, 0))
  }

  #after(ms: number, act: () => void | Promise<void>): void {
    const unlessOver = (): void => void (this.#over ? undefined : act())
    this.#waits.push(later(ms, unlessOver))
  }

  #fail(reason: TaskFailure): void {
    if (!this.#begun) this.#save({ stage: 'preparing' })
    void this.#conclude({ failure: reason }, Date.now(), false)
  }

  /** Gives the last report; when the attempt was not let end by itself, once nothing of it is left. */
  async #conclude(end: AttemptEnd, at: number, thorough: boolean): Promise<void> {
    if (this.#over) return
    this.#close()
    const { keepsRest } = this.entry
    const left = whatIsLeft(this.entry)
    const kill = thorough || (left === 'some' && !keepsRest)
    if (kill) {
      await this.removeContainer()
      await killTree(this.tree())
    }
    this.#isSpent = kill && this.#launcher?.ref.sealed === true
    this.#host.journal.report(exitReport(this.entry, end, at, this.#cpu))
    this.#containment.forget()
    if (!this.#busy) this.#release()
    this.#host.over(this, keepsRest || kill || left === 'nothing' ? undefined : this.tree())
  }

  /** Stops acting for the attempt. Its last report is still to come. */
  #close(): void {
    this.#over = true
    this.#transfer?.abort()
    this.#host.remote.close(this.entry)
    this.#stopWaiting()
  }

  #stopWaiting(): void {
    for (const each of this.#waits) each.cancel()
  }

  /** Its node goes: from now on nothing of it counts. Call `lost` once nothing of it runs. */
  lose(): boolean {
    if (this.#over) return false
    this.#close()
    return true
  }

  lost(): void {
    const { attemptId, nodeId } = this.entry
    this.#host.journal.report({ kind: 'lost', attemptId, nodeId, at: Date.now() as Instant })
    this.#isSpent = true
    this.#containment.forget()
    if (!this.#busy) this.#release()
    this.#host.over(this, undefined)
  }

  #release(): void {
    const launcher = this.#launcher
    this.#launcher = undefined
    if (!launcher) return
    // A launcher whose session holds a start task's services, or whose user will not come again.
    if (this.entry.keepsRest && launcher.ref.sealed) this.#host.launchers.park(launcher)
    else if (this.entry.keepsRest || launcher.settings.once || this.#isSpent) launcher.retire()
    else this.#host.launchers.give(launcher)
  }

  tree(): Tree {
    return treeOf(this.entry)
  }

  #save(changes: Partial<AttemptEntry>, then: () => void = () => {}): void {
    this.entry = { ...this.entry, ...changes }
    if (this.#begun) this.#host.journal.write({ attempt: this.entry }, then)
    else this.#host.journal.begin(this.entry, then)
    this.#begun = true
  }

  /** Takes up a run that an earlier agent left. True: it runs in that agent's launcher; `look` on. */
  adopt(): boolean {
    const { stage, killAt } = this.entry
    if (stage === 'preparing' || lacksSecrets(this.entry)) {
      void this.#loseAlone()
      return false
    }
    if (stage !== 'uploading') this.#armLimit()
    if (killAt !== undefined) this.#end({}, killAt - Date.now())
    if (stage === 'uploading') void this.#upload(true)
    if (stage === 'running' && reachesOthers(this.entry)) {
      this.#host.remote.reopen(this, this.#attempt!, this.place.staging)
    }
    return stage !== 'coordinated' && stage !== 'uploading'
  }

  async #loseAlone(): Promise<void> {
    if (!this.lose()) return
    await this.removeContainer()
    await killTree(this.tree())
    await this.removeContainer()
    this.lost()
  }

  /** Looks whether an earlier agent's launcher has ended its command. True: it still runs. */
  look(): boolean {
    const last = lastRecordOf(this.#host.launchers, this.entry)
    if (last.alive) return true
    if (last.result || this.#ending) this.#ended(this.entry.stage, last.result, last.at)
    else void this.#loseAlone()
    return false
  }
}
