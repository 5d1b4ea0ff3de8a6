import { setTimeout as wait } from 'node:timers/promises'
import type { AttemptEnd, TaskFailure } from '#drivers/nodes/port.ts'
import type { AttemptEntry } from '../../journal/ledger.ts'
import type { LauncherKind } from '../../launchers/launcher.ts'
import { containerScript } from '../../launchers/script.ts'
import { type Outputs, openHere } from '../../separation/layout.ts'
import type { Identity } from '../../separation/users.ts'
import { AttemptFailed, fileFailure } from '../failures.ts'
import type { Host } from '../host.ts'
import { lastWords } from '../last-words.ts'
import type { Ending } from '../outcome.ts'
import { type Contained, containerEnd, prepareContainer, refusalOf } from './container-run.ts'

/** What a container's runtime may take to put its things in order. */
const TIDYING_MS = 5000
const AGAIN_MS = 20

/** What can be started now. */
interface Ready {
  /** The container's name. */
  readonly container: string
  readonly kind: LauncherKind
  scriptOf(number: number): string
  /** Open here for its launcher to open, until it has ended. */
  readonly outputs?: Outputs
}

interface Outcome {
  failed(reason: TaskFailure): void
  ready(ready: Ready): void
}

/** The container of an attempt, if it has one. Without one all of this does nothing. */
export class Containment {
  readonly #host: Host
  readonly #entry: () => AttemptEntry

  constructor(host: Host, entry: () => AttemptEntry) {
    this.#host = host
    this.#entry = entry
  }

  /** Makes ready. `isOff`: the attempt has ended meanwhile, and neither outcome is told. */
  async start(
    of: Omit<Contained, 'directory' | 'name'>,
    isOff: () => boolean,
    outcome: Outcome,
  ): Promise<void> {
    const { containers, separator } = this.#host
    const { attemptId, directory, nodeId } = this.#entry()
    const { attempt, stage, identity } = of
    const name = containers.nameOf(attemptId, stage)
    const append = attempt.coordination !== undefined && stage === 'running'
    try {
      const prepared = await prepareContainer(this.#host, { ...of, directory, name })
      if (isOff()) return containers.forget(name)
      const outputs = separator.outputsOf({ nodeId, directory }, append, identity)
      // What was there before may be no file that can be opened anew.
      const kind = separator.containerKindOf(nodeId, append ? outputs : undefined)
      const opened = append ? undefined : outputs.map(openHere)
      const scriptOf = (number: number): string => containerScript({ ...prepared, number }, opened)
      outcome.ready({ container: name, kind, scriptOf, ...(!append && { outputs }) })
    } catch (error) {
      containers.forget(name)
      if (isOff()) return
      separator.makeOutputs({ nodeId, directory }, identity)
      outcome.failed(
        error instanceof AttemptFailed
          ? error.failure
          : fileFailure(error, 'ResourceFileCreateFailed'),
      )
    }
  }

  /** How the attempt ended whose container's command had this exit code. */
  async endOf(
    name: string,
    code: number,
    ending: Ending | undefined,
    owner: Identity | undefined,
  ): Promise<AttemptEnd> {
    const { nodeId, directory } = this.#entry()
    const { containers, separator } = this.#host
    const said = lastWords(`${separator.realPath(nodeId, directory)}/stderr.txt`)
    const told = await containers.endOf(name, code, said)
    const refused = ending ? undefined : refusalOf(told)
    // What its runtime had to say is in the failure.
    if (refused) separator.makeOutputs({ nodeId, directory }, owner)
    return {
      ...(refused ? { failure: refused } : containerEnd(told, code, ending)),
      ...(told.container && { container: told.container }),
    }
  }

  /** Kills it. What has run it sees its end, and has time to put its things in order. */
  async kill(isOn: () => boolean): Promise<void> {
    const { container } = this.#entry()
    if (!container) return
    await this.#host.containers.kill(container, isOn)
    const until = performance.now() + TIDYING_MS
    while (isOn() && performance.now() < until) await wait(AGAIN_MS)
  }

  /** Resolves once nothing of it is left. */
  async remove(): Promise<void> {
    const { container } = this.#entry()
    if (container) await this.#host.containers.remove(container)
  }

  /** Nothing of it needs to be found again. */
  forget(): void {
    const { container } = this.#entry()
    if (container) this.#host.containers.forget(container)
  }
}
