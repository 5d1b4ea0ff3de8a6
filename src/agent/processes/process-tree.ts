import { setTimeout as wait } from 'node:timers/promises'
import { pidsIn } from './control-groups.ts'
import {
  environmentOfProcess,
  type Process,
  processes,
  startTicksOf,
  uidOfProcess,
} from './process-table.ts'

/** How the processes of an attempt, or of a whole node, are known from all others. */
export interface Tree {
  /** Each `NAME=value`: a process that has one of them in its environment belongs to the tree. */
  readonly marks: readonly string[]
  /** Launchers whose sessions are its own, by pid and the time of their start. */
  readonly sessions: ReadonlyMap<number, number>
  /** User ids of this tree alone. */
  readonly uids: readonly number[]
  /** Control groups that hold nothing but it and its launchers. */
  readonly groups: readonly string[]
  /** Launchers whose child holds a whole namespace: killing that child kills all in it. */
  readonly sealed: readonly number[]
}

export const NO_TREE: Tree = { marks: [], sessions: new Map(), uids: [], groups: [], sealed: [] }

/** The processes that a signal was sent to, and how many of them had a mark. */
export interface Asked {
  readonly members: readonly Process[]
  readonly marked: number
}

interface Order {
  readonly tree: Tree
  readonly signal: NodeJS.Signals
  readonly mayGoOn: () => boolean
  readonly done: (asked: Asked) => void
}

const orders: Order[] = []

/**
 * Sends a signal to every process of the tree, however it got away from its parents: by its session,
 * its user, or the mark in its environment. The launchers themselves are left alone. Orders of one
 * turn share one look at all processes; `mayGoOn` is asked right before it, for much can happen in a
 * turn.
 */
export function signalTree(
  tree: Tree,
  signal: NodeJS.Signals,
  mayGoOn = (): boolean => true,
): Promise<Asked> {
  return new Promise((done) => {
    if (orders.push({ tree, signal, mayGoOn, done }) === 1) setImmediate(carryOut)
  })
}

const NONE: Asked = { members: [], marked: 0 }

function carryOut(): void {
  const asked = orders.splice(0)
  const due = asked.filter(({ mayGoOn }) => mayGoOn())
  for (const { done } of asked.filter((order) => !due.includes(order))) done(NONE)
  if (due.length === 0) return
  const all = processes().filter(({ pid }) => pid > 1 && pid !== process.pid)
  const alive = new Map(all.map(({ pid, startTicks }) => [pid, startTicks]))
  const environments = new Map<number, readonly string[]>()
  const marksOf = (pid: number): readonly string[] => {
    const known = environments.get(pid) ?? environmentOfProcess(pid).split('\0')
    environments.set(pid, known)
    return known
  }
  for (const { tree, signal, done } of due) {
    const marks = new Set(tree.marks)
    const isMarked = (pid: number): boolean => marksOf(pid).some((mark) => marks.has(mark))
    const members = all.filter(memberOf(tree, signal, alive, isMarked))
    const marked = members.filter(({ pid }) => isMarked(pid))
    for (const { pid } of members) send(pid, signal)
    done({ members, marked: marked.length })
  }
}

function memberOf(
  tree: Tree,
  signal: NodeJS.Signals,
  alive: ReadonlyMap<number, number>,
  isMarked: (pid: number) => boolean,
): (candidate: Process) => boolean {
  const uids = new Set(tree.uids)
  const grouped = new Set(tree.groups.flatMap(pidsIn))
  // A namespace's first process takes no signal but the one that cannot be refused.
  const sealed = new Set(signal === 'SIGKILL' ? tree.sealed : [])
  // A session's number is free again once all of it has gone: then it says nothing any more.
  const isOurs = (session: number): boolean => {
    const ticks = tree.sessions.get(session)
    return ticks !== undefined && (alive.get(session) ?? ticks) === ticks
  }
  return ({ pid, parent, session, startTicks }) => {
    if (tree.sessions.get(pid) === startTicks) return false // The launcher.
    if (isOurs(session) || grouped.has(pid) || sealed.has(parent)) return true
    if (uids.size > 0 && uids.has(uidOfProcess(pid) ?? -1)) return true
    return isMarked(pid)
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself between the look and the signal.
  }
}

const FIRST_WAIT_MS = 1
const LONGEST_WAIT_MS = 16
/** All processes are looked at anew after this, though one of those known has not gone. */
const LOOK_AGAIN_MS = 500
/** A process that does not end within this is stuck in the kernel; no caller can wait for that. */
const GIVE_UP_MS = 30_000

/**
 * Kills the tree, and what it starts meanwhile, until nothing of it is left or `mayGoOn` says no: from
 * then on its launchers may run something else, whose processes would be taken for the tree's.
 */
export async function killTree(tree: Tree, mayGoOn = (): boolean => true): Promise<void> {
  const started = performance.now()
  while (true) {
    const { members } = await signalTree(tree, 'SIGKILL', mayGoOn)
    if (members.length === 0 || performance.now() - started > GIVE_UP_MS) return
    await gone(members, mayGoOn)
  }
}

/** A look at all processes costs as much as hundreds at one: these are awaited by themselves. */
async function gone(members: readonly Process[], mayGoOn: () => boolean): Promise<void> {
  const started = performance.now()
  const isThere = ({ pid, startTicks }: Process): boolean => startTicksOf(pid) === startTicks
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(LONGEST_WAIT_MS, pause * 2)) {
    await wait(pause)
    if (!mayGoOn() || !members.some(isThere)) return
    if (performance.now() - started > LOOK_AGAIN_MS) return
  }
}
