// What a multi-instance task's primary starts on the nodes of its subtasks: each command in a shell
// beside the subtask's own, as the subtask's user and in its environment. It ends with the subtask.
import { type FSWatcher, watch } from 'node:fs'
import type { AttemptId, NodePeer, TaskAttempt } from '#drivers/nodes/port.ts'
import { removeAll } from '#files/remove.ts'
import type { AttemptRun } from '../attempts/attempt-run.ts'
import { type AttemptEntry, reachesOthers } from '../journal/ledger.ts'
import type { Launcher } from '../launchers/launcher.ts'
import { remoteScript } from '../launchers/script.ts'
import {
  type Allocation,
  connect,
  elsewhereIn,
  type Meant,
  meantBy,
  standFor,
  stepTo,
} from './elsewhere.ts'
import { type Call, Exchange } from './exchange.ts'
import { CALL, relayShell, remoteShell } from './remote-shell.ts'

/** Commands of one subtask at a time. Launchers start one a node, so more than this is a mistake. */
const MOST_AT_ONCE = 64

/** What is needed of all attempts of this machine. */
interface Runs {
  nextCommand(): number
  /** The run of a subtask of the same task on that node. */
  subtaskOn(nodeId: string, of: TaskAttempt['work']): AttemptRun | undefined
  /** Where a node has its files. */
  rootOf(nodeId: string): string
  /** Whether tasks see paths of other nodes as those of their own. */
  readonly hasViews: boolean
}

type Run = (name: string, call: Call) => void

export class RemoteCommands {
  readonly #runs: Runs
  readonly #open = new Map<
    AttemptId,
    { readonly exchange: Exchange; readonly watcher: FSWatcher }
  >()
  readonly #launchers = new Map<AttemptId, Set<Launcher>>()
  /** What primaries run on other machines. */
  readonly #steps = new Map<AttemptId, Set<{ readonly stop: () => void }>>()
  readonly #allocation: Allocation | undefined
  #listening: FSWatcher | undefined

  /** `allocation`: that of this agent, where it has other machines. */
  constructor(runs: Runs, allocation?: Allocation) {
    this.#runs = runs
    this.#allocation = allocation
  }

  /** Takes what primaries on other machines of the allocation ask for. */
  listen(): void {
    if (!this.#allocation) return
    const { directory, nodeId } = this.#allocation
    const exchange = new Exchange(elsewhereIn(directory, nodeId))
    exchange.make(relayShell(exchange.calls), undefined)
    const run: Run = (name, call) => {
      const meant = meantBy(call)
      const subtask = this.#runs.subtaskOn(nodeId, meant.work)
      if (!subtask) throw new Error(NO_SUBTASK)
      const views = this.#runs.hasViews
      standFor(meant, this.#runs.rootOf(nodeId), { directory, views })
      this.#beside(subtask, meant.primaryNode, exchange, name, { ...call, host: nodeId })
    }
    this.#listening = this.#watch(exchange, run)
    for (const name of exchange.names()) this.#receive(exchange, name, run)
  }

  /** Lets a primary start commands on its other nodes, if it has any. Answers the program that does so. */
  open({ entry, place }: AttemptRun, attempt: TaskAttempt): { readonly remoteShell?: string } {
    if (!reachesOthers(entry)) return {}
    const exchange = new Exchange(exchangeIn(place.staging, entry))
    const peers = peersOf(attempt)
    const own = peers.find(({ nodeId }) => nodeId === entry.nodeId)?.address ?? ''
    exchange.make(remoteShell(exchange.calls, own, peers), place.owner)
    this.#follow(entry, attempt, exchange, place.staging)
    return { remoteShell: exchange.program }
  }

  /** Goes on with a primary that an earlier agent has begun, and with what it asked for meanwhile. */
  reopen({ entry }: AttemptRun, attempt: TaskAttempt, staging: string): void {
    const exchange = new Exchange(exchangeIn(staging, entry))
    try {
      const run = this.#follow(entry, attempt, exchange, staging)
      for (const name of exchange.names()) this.#receive(exchange, name, run)
    } catch (error) {
      console.error(error)
    }
  }

  #follow(entry: AttemptEntry, attempt: TaskAttempt, exchange: Exchange, staging: string): Run {
    const run: Run = (name, call) => this.#run(entry, attempt, exchange, staging, name, call)
    this.#open.set(entry.attemptId, { exchange, watcher: this.#watch(exchange, run) })
    return run
  }

  #watch(exchange: Exchange, run: Run): FSWatcher {
    const watcher = watch(exchange.calls, (_, name) => {
      if (name !== null && CALL.test(name)) this.#receive(exchange, name, run)
    })
    watcher.on('error', (error) => console.error(error))
    return watcher
  }

  #receive(exchange: Exchange, name: string, run: Run): void {
    let call: Call | undefined
    try {
      call = exchange.take(name)
    } catch {
      return // It was taken before, or is being removed.
    }
    if (!call) return
    try {
      run(name, call)
    } catch (error) {
      const where = call.host.startsWith('{') ? '' : `${call.host}: `
      void exchange.refuse(name, `${where}${(error as Error).message}`)
    }
  }

  #run(
    entry: AttemptEntry,
    attempt: TaskAttempt,
    exchange: Exchange,
    staging: string,
    name: string,
    call: Call,
  ): void {
    const peer = peersOf(attempt).find(({ address }) => address === call.host)
    if (!peer) throw new Error(NO_SUBTASK)
    const run = this.#runs.subtaskOn(peer.nodeId, attempt.work)
    if (run) {
      this.#beside(run, entry.nodeId, exchange, name, call)
      return
    }
    const meant: Meant = {
      ...{ nodeId: peer.nodeId, work: attempt.work },
      ...{ primaryNode: entry.nodeId, primaryRoot: this.#runs.rootOf(entry.nodeId) },
    }
    const step = this.#allocation && stepTo(this.#allocation, meant, call.commandLine)
    if (!step) throw new Error(NO_SUBTASK)
    this.#carry(entry.attemptId, step, exchange, staging, name)
  }

  /** Runs it on another machine. */
  #carry(
    attemptId: AttemptId,
    step: readonly string[],
    exchange: Exchange,
    staging: string,
    name: string,
  ): void {
    const steps = this.#steps.get(attemptId) ?? new Set()
    if (steps.size >= MOST_AT_ONCE) throw new Error(TOO_MANY)
    const pipes = this.#pipesOf(staging, attemptId, this.#runs.nextCommand())
    exchange.hand(name, pipes, undefined)
    const running = connect(pipes, step, () => {
      steps.delete(running)
      void removeAll(pipes).catch(() => {})
    })
    this.#steps.set(attemptId, steps.add(running))
  }

  #pipesOf(staging: string, attemptId: AttemptId, number: number): string {
    return `${staging}/${NAME}${nameIn(attemptId)}-${number}`
  }

  /** Runs it beside a subtask of this machine. */
  #beside(
    run: AttemptRun,
    primaryNode: string,
    exchange: Exchange,
    name: string,
    { host, commandLine }: Call,
  ): void {
    const { attemptId } = run.entry
    const busy = this.#launchers.get(attemptId) ?? new Set()
    if (busy.size >= MOST_AT_ONCE) throw new Error(TOO_MANY)
    const number = this.#runs.nextCommand()
    const pipes = this.#pipesOf(run.place.staging, attemptId, number)
    exchange.hand(name, pipes, run.place.owner)
    this.#launchers.set(attemptId, busy)
    const ended = (launcher: Launcher): void => {
      busy.delete(launcher)
      launcher.retire()
      void removeAll(pipes).catch(() => {})
    }
    run.beside(primaryNode, ({ launcher, ...command }) => {
      busy.add(launcher)
      const words = ['/bin/sh', '-c', commandLine]
      const script = remoteScript({ ...command, number, words }, pipes)
      launcher.run(number, script, (result) => {
        run.count(result?.cpu)
        ended(launcher)
        // Its shell was ended, maybe before it could tell.
        if (!result) void exchange.refuse(name, `${host}: the subtask has ended`)
      })
    })
  }

  /** Nothing more is started for the run, be it a primary or a subtask. */
  close({ attemptId }: AttemptEntry): void {
    this.#open.get(attemptId)?.watcher.close()
    for (const { dead, ref } of this.#launchers.get(attemptId) ?? []) {
      // It may be about to start its command. A namespace is ended by its own first process.
      if (!dead && !ref.sealed && ref.pid) process.kill(ref.pid, 'SIGKILL')
    }
  }

  /** Nothing of the run is left. */
  over({ attemptId }: AttemptEntry, staging: string): void {
    for (const launcher of this.#launchers.get(attemptId) ?? []) launcher.retire()
    this.#launchers.delete(attemptId)
    for (const step of this.#steps.get(attemptId) ?? []) step.stop()
    this.#steps.delete(attemptId)
    const open = this.#open.get(attemptId)
    this.#open.delete(attemptId)
    const directory = open?.exchange.directory ?? exchangeIn(staging, { attemptId })
    void removeAll(directory).catch(() => {})
  }

  end(): void {
    this.#listening?.close()
    for (const { watcher } of this.#open.values()) watcher.close()
  }
}

const NO_SUBTASK = 'no subtask of this task runs there'
const TOO_MANY = 'too many commands run there'
const NAME = 'remote-'

/** Whether a name among a node's staged files is of what runs with no help of an agent's. */
export const isRemote = (name: string): boolean => name.startsWith(NAME)

const nameIn = (attemptId: AttemptId): string => attemptId.replaceAll(/[^\w-]/g, '_')

const exchangeIn = (staging: string, { attemptId }: Pick<AttemptEntry, 'attemptId'>): string =>
  `${staging}/${NAME}${nameIn(attemptId)}`

const peersOf = ({ coordination }: TaskAttempt): readonly NodePeer[] => coordination?.peers ?? []
