import { closeSync } from 'node:fs'
import type { CpuTime } from '#drivers/nodes/port.ts'
import type { CommandResult, Launcher, LauncherKind, LauncherRef } from '../launchers/launcher.ts'
import { startTicksOf } from '../processes/process-table.ts'
import type { Outputs } from '../separation/layout.ts'
import { later, type Wait } from '../wait.ts'
import type { AttemptPlace } from './attempt-place.ts'
import type { Host } from './host.ts'
import { BY_SIGNAL, sumOf } from './outcome.ts'

/** What is asked of the attempt when its command ends. */
interface Asker {
  isOver(): boolean
  /** It was told to end. */
  isEnding(): boolean
  /** Another launcher is its own from now on. */
  add(launcher: LauncherRef): void
}

/** What an attempt's commands run in, one after the other, and what they took. */
export class AttemptLauncher {
  readonly #host: Host
  readonly #place: AttemptPlace
  readonly #asker: Asker
  #launcher: Launcher | undefined
  #doubt: Wait | undefined
  /** It has been given something to run, and has not yet said how that ended. */
  busy = false
  /** It was killed with the attempt, though that may not have been reported yet. */
  isSpent = false
  /** Open files that the launcher opens by the agent's own. */
  outputs: Outputs | undefined
  /** What the commands have taken, as far as their launchers lived to say it. */
  cpu: CpuTime | undefined

  constructor(host: Host, place: AttemptPlace, asker: Asker) {
    this.#host = host
    this.#place = place
    this.#asker = asker
  }

  get present(): Launcher | undefined {
    return this.#launcher
  }

  /** The one that it has, or another: of its own user, or of a kind that it needs. */
  take(kind?: LauncherKind): Launcher {
    if (!kind && this.#launcher && !this.#launcher.dead) return this.#launcher
    const { launchers, separator } = this.#host
    this.#launcher = launchers.take(kind ?? separator.kindOf(this.#place.runner))
    this.#asker.add(this.#launcher.ref)
    return this.#launcher
  }

  /** Adds to what it took. */
  count(cpu: CpuTime | undefined): void {
    this.cpu = sumOf(this.cpu, cpu)
    this.#host.spent(this.#place.nodeId, cpu)
  }

  /** `ended`: unless the attempt is over by then. */
  run(
    launcher: Launcher,
    command: number,
    script: string,
    ended: (result: CommandResult | undefined) => void,
    keepsRest: boolean | undefined,
  ): void {
    const unlessOver = (result: CommandResult | undefined): void => {
      if (this.#asker.isOver()) this.release(keepsRest)
      else ended(result)
    }
    this.busy = true
    launcher.run(command, script, (result) => {
      this.busy = false
      this.count(result?.cpu)
      if (this.#asker.isOver() || !this.#isDoubtful(result)) unlessOver(result)
      else this.#doubt = later(this.#host.doubtMs, () => unlessOver(result))
    })
  }

  /** Whether a signal ended it that was not asked for, and that may be for all of the machine. */
  #isDoubtful(result: CommandResult | undefined): boolean {
    const bySignal = result === undefined || result.code > BY_SIGNAL
    return this.#host.doubtMs > 0 && bySignal && !this.#asker.isEnding()
  }

  /** Whether it still has a command to end, or `earlier` has, an earlier agent's. */
  isBusy(earlier: LauncherRef | undefined): boolean {
    const isThere = !this.#launcher && earlier && startTicksOf(earlier.pid) === earlier.ticks
    return this.busy || isThere === true
  }

  /** What is doubted is waited for no longer. */
  stopWaiting(): void {
    this.#doubt?.cancel()
  }

  /** The attempt is over. What still runs releases its launcher when it ends. */
  leave(keepsRest: boolean | undefined): void {
    if (!this.busy) this.release(keepsRest)
  }

  /** `keepsRest`: what the commands left running stays. */
  release(keepsRest: boolean | undefined): void {
    const launcher = this.#launcher
    this.#launcher = undefined
    for (const fd of this.outputs ?? []) closeSync(fd)
    this.outputs = undefined
    if (!launcher) return
    // A launcher whose session holds a start task's services, or whose user will not come again.
    if (keepsRest && launcher.ref.sealed) this.#host.launchers.park(launcher)
    else if (keepsRest || launcher.settings.once || this.isSpent) launcher.retire()
    else this.#host.launchers.give(launcher)
  }
}
