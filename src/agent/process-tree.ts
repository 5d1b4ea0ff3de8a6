import { environmentOfProcess, type Process, processes, uidOfProcess } from './process-table.ts'

/** How the processes of an attempt, or of a whole node, are known from all others. */
export interface Tree {
  /** `NAME=value`, in the environment of all that belongs to it. */
  readonly mark: string
  /** Launchers whose sessions are its own, by pid and the time of their start. */
  readonly sessions: ReadonlyMap<number, number>
  /** A user id that nobody else has. */
  readonly uid?: number
  /** Control groups that hold nothing else. */
  readonly groups?: readonly (() => readonly number[])[]
}

interface Order {
  readonly tree: Tree
  readonly signal: NodeJS.Signals
  readonly done: (members: number) => void
}

const orders: Order[] = []

/**
 * Sends a signal to every process of the tree, however it got away from its parents: by its session,
 * its user, its group, or the mark in its environment. The launchers themselves are left alone.
 * Resolves to how many processes there were. Orders of one turn share one look at all processes.
 */
export function signalTree(tree: Tree, signal: NodeJS.Signals): Promise<number> {
  return new Promise((done) => {
    if (orders.push({ tree, signal, done }) === 1) setImmediate(carryOut)
  })
}

function carryOut(): void {
  const all = processes()
  const alive = new Map(all.map((process) => [process.pid, process.startTicks]))
  for (const { tree, signal, done } of orders.splice(0)) {
    const members = membersOf(tree, all, alive)
    for (const pid of members) send(pid, signal)
    done(members.length)
  }
}

function membersOf(
  tree: Tree,
  all: readonly Process[],
  alive: ReadonlyMap<number, number>,
): number[] {
  // A session's number is free again once all of it has gone: then it says nothing any more.
  const isOurs = (session: number): boolean => {
    const ticks = session > 1 ? tree.sessions.get(session) : undefined
    return ticks !== undefined && (alive.get(session) ?? ticks) === ticks
  }
  const isLauncher = ({ pid, startTicks }: Process): boolean =>
    tree.sessions.get(pid) === startTicks
  const grouped = new Set(tree.groups?.flatMap((pidsOf) => pidsOf()))
  return all
    .filter(({ pid }) => pid > 1 && pid !== process.pid)
    .filter((candidate) => !isLauncher(candidate))
    .filter(
      ({ pid, session }) =>
        isOurs(session) ||
        grouped.has(pid) ||
        (tree.uid !== undefined && uidOfProcess(pid) === tree.uid) ||
        `\0${environmentOfProcess(pid)}`.includes(`\0${tree.mark}\0`),
    )
    .map(({ pid }) => pid)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself between the look and the signal.
  }
}

const FIRST_WAIT_MS = 2
const LONGEST_WAIT_MS = 500
/** A process that does not end within this is stuck in the kernel; nobody can wait for that. */
const GIVE_UP_MS = 30_000

/** Kills the tree, and what it starts meanwhile, until nothing of it is left. */
export async function killTree(tree: Tree): Promise<void> {
  const started = performance.now()
  let wait = FIRST_WAIT_MS
  while ((await signalTree(tree, 'SIGKILL')) > 0) {
    if (performance.now() - started > GIVE_UP_MS) return
    await new Promise((resolve) => setTimeout(resolve, wait))
    wait = Math.min(LONGEST_WAIT_MS, wait * 2)
  }
}
