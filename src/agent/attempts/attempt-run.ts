import {
  type AttemptEnd,
  type CpuTime,
  containerMismatch,
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
import type { CommandResult, Launcher } from '../launchers/launcher.ts'
import { commandScript } from '../launchers/script.ts'
import { askTree, killWhile } from '../processes/end-tree.ts'
import { killTree, type Tree } from '../processes/process-tree.ts'
import type { Wanted } from '../resources/resource-list.ts'
import { Waits } from '../wait.ts'
import { fetchFailure, fetchFor } from './attempt-files.ts'
import { AttemptLauncher } from './attempt-launcher.ts'
import { bringAway, outputsOf } from './attempt-outputs.ts'
import { AttemptPlace } from './attempt-place.ts'
import { treeOf, whatIsLeft } from './attempt-tree.ts'
import { type Beside, environmentIn, findCommand } from './command.ts'
import { noticeOf } from './contained/container-run.ts'
import { Containment } from './contained/containment.ts'
import { failure, fileFailure, noProcess, noProgram } from './failures.ts'
import type { Host } from './host.ts'
import { lastRecordOf, loseAlone } from './last-record.ts'
import { BY_SIGNAL, type Ending, endAtOnce, endOf, exitReport, SIGKILL } from './outcome.ts'

const SIGTERM = 15

/** One attempt's life on this machine, from its directories to its last report. */
export class AttemptRun {
  entry: AttemptEntry
  readonly #host: Host
  readonly #node: NodeSpec
  readonly #attempt: TaskAttempt | undefined
  readonly #containment: Containment
  readonly place: AttemptPlace
  #transfer: AbortController | undefined
  readonly #waits = new Waits()
  readonly #commands: AttemptLauncher
  #begun = false
  /** An earlier agent began it. */
  readonly #adopted: boolean
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
    this.#commands = new AttemptLauncher(host, this.place, {
      isOver: () => this.#over,
      isEnding: () => this.#ending !== undefined,
      // The last of the launchers is the one of its own commands.
      add: (ref) => {
        this.entry = { ...this.entry, launchers: [...this.entry.launchers, ref] }
      },
    })
  }

  /** Makes the attempt's directories, fetches its files, and runs its first command. */
  begin(): void {
    const attempt = this.#attempt!
    const top = this.place.topOf(attempt)
    try {
      const owner = this.place.make(attempt, top, this.#node)
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
      const launcher = this.#commands.take()
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
    if (container && !this.#host.containers.isHost) return void this.#contain(stage)
    const found = findCommand(this.#host.separator, {
      attempt: this.#attempt!,
      node: this.#node,
      directory,
      stage,
      ...(stage === 'running' && this.#host.remote.open(this, this.#attempt!)),
      ...(container && { notice: noticeOf(container.image) }),
    })
    if ('missing' in found) {
      this.#host.separator.makeOutputs({ nodeId, directory }, this.place.owner)
      this.#fail(noProgram(found.missing))
      return
    }
    this.#launch(stage, this.#commands.take(), (number) => commandScript({ ...found, number }))
  }

  #launch(
    stage: 'coordinating' | 'running',
    launcher: Launcher,
    scriptOf: (number: number) => string,
    container?: AttemptEntry['container'],
  ): void {
    const command = this.#host.nextCommand()
    const ended = (result: CommandResult | undefined): void =>
      this.#ended(stage, result, Date.now())
    this.#save({ stage, command, ...(container && { container }) }, () =>
      this.#run(launcher, command, scriptOf(command), ended),
    )
  }

  /** Fetches the image where it is missing, and runs the container in a launcher of its own. */
  #contain(stage: 'coordinating' | 'running'): void {
    const of = { attempt: this.#attempt!, node: this.#node, stage, identity: this.place.owner }
    const isOff = (): boolean => this.#over || this.#ending !== undefined
    // What is made ready can be made again: only its start waits for what is written.
    this.#save({ stage: 'preparing' })
    void this.#containment.start(of, isOff, {
      failed: (reason) => this.#fail(reason),
      ready: ({ container, kind, scriptOf, outputs }) => {
        this.#commands.release(this.entry.keepsRest)
        const launcher = this.#commands.take(kind)
        this.#commands.outputs = outputs
        this.#launch(stage, launcher, scriptOf, container)
      },
    })
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
    this.#commands.count(cpu)
  }

  #run(
    launcher: Launcher,
    command: number,
    script: string,
    ended: (result: CommandResult | undefined) => void,
  ): void {
    if (this.#over) return
    if (this.#ending) return void this.#conclude(this.#killed(), Date.now(), true)
    this.#commands.run(launcher, command, script, ended, this.entry.keepsRest)
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
    // One that was told to end without a failure: its output files are not wanted.
    const isStopped = this.#ending !== undefined && !this.#ending.failure
    if (stage === 'coordinating' && end.exitCode === 0 && !this.#ending) {
      const { container } = end
      this.#save({ stage: 'coordinated', ...(container && { end: { container } }) })
      this.#host.journal.report({ kind: 'coordinated', attemptId, nodeId, at: at as Instant })
    } else if (stage === 'running' && this.entry.hasOutputs && !isStopped) {
      void this.#settle(end, thorough)
    } else void this.#conclude(end, at, thorough)
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
    const end = await bringAway(this.#host, this.entry, this.place.owner, this.#transfer.signal)
    this.#transfer = undefined
    void this.#conclude(end, Date.now(), thorough)
  }

  #killed(): AttemptEnd {
    if (this.#commands.present?.ref.pid === 0) return { failure: noProcess }
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
    const end = endAtOnce(this.entry, ending, signal, this.#commands.busy)
    if (end) void this.#conclude(end, Date.now(), true)
    else {
      if (graceMs > 0) void askTree(() => this.tree(), isOn)
      this.#waits.after(graceMs, async () => {
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
    return this.#commands.isBusy(this.#adopted ? this.entry.launchers.at(-1) : undefined)
  }

  #armLimit(): void {
    const { deadline } = this.entry
    if (deadline === undefined) return
    this.#waits.after(deadline - Date.now(), () => this.#end({ failure: wallClockFailure }, 0))
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
    // A container that ended by itself is gone: what its runtime still does is only to put things in order.
    if (thorough) await this.removeContainer()
    if (kill) await killTree(this.tree())
    this.#commands.isSpent = kill && this.#commands.present?.ref.sealed === true
    this.#host.journal.report(exitReport(this.entry, end, at, this.#commands.cpu))
    this.#containment.forget()
    this.#commands.leave(keepsRest)
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
    this.#waits.cancel()
    this.#commands.stopWaiting()
  }

  /** Its node goes: from now on nothing of it counts. Call `lost` once nothing of it runs. */
  lose(): boolean {
    if (this.#over) return false
    this.#close()
    return true
  }

  lost(): void {
    const { attemptId, keepsRest, nodeId } = this.entry
    this.#host.journal.report({ kind: 'lost', attemptId, nodeId, at: Date.now() as Instant })
    this.#commands.isSpent = true
    this.#containment.forget()
    this.#commands.leave(keepsRest)
    this.#host.over(this, undefined)
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
      void loseAlone(this)
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

  /** Looks whether an earlier agent's launcher has ended its command. True: it still runs. */
  look(): boolean {
    const last = lastRecordOf(this.#host.launchers, this.entry)
    if (last.alive) return true
    if (last.result || this.#ending) this.#ended(this.entry.stage, last.result, last.at)
    else void loseAlone(this)
    return false
  }
}
