// What a multi-instance task's primary starts on the nodes of its subtasks: each command in a shell
// beside the subtask's own, as the subtask's user and in its environment. It ends with the subtask.
import { type FSWatcher, watch } from 'node:fs'
import type { AttemptId, NodePeer, TaskAttempt } from '#drivers/nodes/port.ts'
import { removeAll } from '#files/remove.ts'
import type { AttemptRun } from '../attempts/attempt-run.ts'
import { type AttemptEntry, reachesOthers } from '../journal/ledger.ts'
import type { Launcher } from '../launchers/launcher.ts'
import { remoteScript } from '../launchers/script.ts'
import { type Call, Exchange } from './exchange.ts'
import { CALL, remoteShell } from './remote-shell.ts'

/** Commands of one subtask at a time. Launchers start one a node, so more than this is a mistake. */
const MOST_AT_ONCE = 64

/** What is needed of all attempts of this machine. */
interface Runs {
  nextCommand(): number
  /** The run of a subtask of the same task on that node. */
  subtaskOn(nodeId: string, of: TaskAttempt['work']): AttemptRun | undefined
}

export class RemoteCommands {
  readonly #runs: Runs
  readonly #open = new Map<
    AttemptId,
    { readonly exchange: Exchange; readonly watcher: FSWatcher }
  >()
  readonly #launchers = new Map<AttemptId, Set<Launcher>>()

  constructor(runs: Runs) {
    this.#runs = runs
  }

  /** Lets a primary start commands on its other nodes, if it has any. Answers the program that does so. */
  open({ entry, place }: AttemptRun, attempt: TaskAttempt): { readonly remoteShell?: string } {
    if (!reachesOthers(entry)) return {}
    const exchange = new Exchange(exchangeIn(place.staging, entry))
    const peers = peersOf(attempt)
    const own = peers.find(({ nodeId }) => nodeId === entry.nodeId)?.address ?? ''
    exchange.make(remoteShell(exchange.calls, own, peers), place.owner)
    this.#watch(entry, attempt, exchange)
    return { remoteShell: exchange.program }
  }

  /** Goes on with a primary that an earlier agent has begun, and with what it asked for meanwhile. */
  reopen({ entry }: AttemptRun, attempt: TaskAttempt, staging: string): void {
    const exchange = new Exchange(exchangeIn(staging, entry))
    try {
      this.#watch(entry, attempt, exchange)
      for (const name of exchange.names()) this.#receive(entry, attempt, exchange, name)
    } catch (error) {
      console.error(error)
    }
  }

  #watch(entry: AttemptEntry, attempt: TaskAttempt, exchange: Exchange): void {
    const watcher = watch(exchange.calls, (_, name) => {
      if (name !== null && CALL.test(name)) this.#receive(entry, attempt, exchange, name)
    })
    watcher.on('error', (error) => console.error(error))
    this.#open.set(entry.attemptId, { exchange, watcher })
  }

  #receive(entry: AttemptEntry, attempt: TaskAttempt, exchange: Exchange, name: string): void {
    let call: Call | undefined
    try {
      call = exchange.take(name)
    } catch {
      return // It was taken before, or is being removed.
    }
    if (!call) return
    try {
      this.#run(entry, attempt, exchange, name, call)
    } catch (error) {
      void exchange.refuse(name, `${call.host}: ${(error as Error).message}`)
    }
  }

  #run(
    { nodeId }: AttemptEntry,
    attempt: TaskAttempt,
    exchange: Exchange,
    name: string,
    { host, commandLine }: Call,
  ): void {
    const peer = peersOf(attempt).find(({ address }) => address === host)
    const run = peer && this.#runs.subtaskOn(peer.nodeId, attempt.work)
    if (!run) throw new Error('no subtask of this task runs there')
    const { attemptId } = run.entry
    const busy = this.#launchers.get(attemptId) ?? new Set()
    if (busy.size >= MOST_AT_ONCE) throw new Error('too many commands run there')
    const number = this.#runs.nextCommand()
    const pipes = `${run.place.staging}/${NAME}${nameIn(attemptId)}-${number}`
    exchange.hand(name, pipes, run.place.owner)
    this.#launchers.set(attemptId, busy)
    const ended = (launcher: Launcher): void => {
      busy.delete(launcher)
      launcher.retire()
      void removeAll(pipes).catch(() => {})
    }
    run.beside(nodeId, ({ launcher, ...command }) => {
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
    const open = this.#open.get(attemptId)
    this.#open.delete(attemptId)
    const directory = open?.exchange.directory ?? exchangeIn(staging, { attemptId })
    void removeAll(directory).catch(() => {})
  }

  end(): void {
    for (const { watcher } of this.#open.values()) watcher.close()
  }
}

const NAME = 'remote-'

/** Whether a name among a node's staged files is of what runs with no help of an agent's. */
export const isRemote = (name: string): boolean => name.startsWith(NAME)

const nameIn = (attemptId: AttemptId): string => attemptId.replaceAll(/[^\w-]/g, '_')

const exchangeIn = (staging: string, { attemptId }: Pick<AttemptEntry, 'attemptId'>): string =>
  `${staging}/${NAME}${nameIn(attemptId)}`

const peersOf = ({ coordination }: TaskAttempt): readonly NodePeer[] => coordination?.peers ?? []
