// Starts the programs of clusters in the server's place, by one shell that lives as long as the
// server: starting a process from a server with a large heap holds up everything else there.
// What it starts is in sessions of its own and outlives it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { unlessAborted } from '../../turns.ts'

interface Start {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Where the process's number is written before the program begins; where it cannot be, none begins. */
  readonly pidFile: string
  /** What it prints is added here. */
  readonly log: string
  /** A program that makes a file longer than this is ended. */
  readonly mostFileBytes?: number
}

export interface Launcher {
  /** Returns when the process is about to be there: it writes its number before it begins. */
  start(what: Start): Promise<void>
  /** Returns the exit code when the process has ended. */
  run(what: Start, signal: AbortSignal): Promise<number>
  /** Does nothing more. */
  close(): Promise<void>
}

/** A word of a shell's line. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/** An order is one line of the launcher's input, whatever its words hold: `printf %b` undoes this. */
const inOneLine = (order: string): string =>
  order.replaceAll('\\', '\\\\').replaceAll('\0', '').replaceAll('\n', '\\n')

/**
 * Reads lines and does what they say until its input ends, which is when its server has. A directory
 * named then is one of clusters that are not to outlive that server: each process is ended whose variables
 * name it.
 */
const shell = (doomed: string | undefined): string =>
  [
    // What programs write, a store with its secrets too, is for this user alone.
    'umask 077',
    'while IFS= read -r line; do eval "$(printf %b "$line")"; done',
    ...(doomed === undefined
      ? []
      : [
          // By the processes themselves: the directory may be gone before.
          'for place in /proc/[0-9]*; do pid=${place#/proc/}',
          `[ "$pid" != $$ ] && grep -qF ${quoted(`HOME=${doomed}/`)} "$place/environ" 2>/dev/null && kill -9 "$pid"`,
          'done',
          `rm -rf ${quoted(doomed)}`,
        ]),
  ].join('\n')

/** In which a shell counts the length of files. */
const BLOCK_BYTES = 512

/**
 * The whole of one process, in words of a shell. It has its variables before it writes its number: by its
 * home it is known from then on.
 */
function processOf({ program, args, cwd, env, pidFile, log, mostFileBytes }: Start): string {
  const words = [program, ...args].map(quoted).join(' ')
  const variables = Object.entries(env).map(([name, value]) => quoted(`${name}=${value}`))
  const begin = [
    ...(mostFileBytes === undefined ? [] : [`ulimit -f ${mostFileBytes / BLOCK_BYTES}`]),
    `echo $$ >${quoted(pidFile)}`,
    'exec "$@"',
  ].join(' && ')
  const inner = `setsid env -i ${variables.join(' ')} /bin/sh -c ${quoted(begin)} sh ${words}`
  return `cd ${quoted(cwd)} && ${inner} </dev/null >>${quoted(log)} 2>&1`
}

const pipesOf = ({ stdin, stdout }: ChildProcess): readonly Socket[] => [
  stdin as Socket,
  stdout as Socket,
]

const START_MS = 10_000

export function openLauncher(doomed?: string): Launcher {
  let child: ChildProcess | undefined
  let said = ''
  let last = 0
  const waiting = new Map<number, PromiseWithResolvers<number>>()
  const alive = (): ChildProcess => {
    if (child) return child
    const opened = spawn('/bin/sh', ['-c', shell(doomed)], {
      detached: true,
      // What the server was told by its variables is for no program.
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    opened.unref()
    opened.stdin!.on('error', () => undefined)
    opened.on('error', () => undefined)
    opened.on('exit', () => {
      if (child === opened) child = undefined
      for (const { reject } of waiting.values()) reject(new Error('the launcher has ended'))
    })
    opened.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const lines = said.split('\n')
      said = lines.pop()!
      for (const line of lines) {
        const [id, code] = line.split(' ').map(Number)
        waiting.get(id!)?.resolve(code!)
      }
    })
    child = opened
    for (const pipe of pipesOf(opened)) pipe.unref()
    return opened
  }
  /** `line` prints the number of the order and an exit code. */
  async function order(lineOf: (id: number) => string, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted()
    last += 1
    const id = last
    const waiter = Promise.withResolvers<number>()
    waiting.set(id, waiter)
    const shell = alive()
    // Idle, it does not keep the server alive.
    for (const pipe of pipesOf(shell)) pipe.ref()
    try {
      shell.stdin!.write(`${inOneLine(lineOf(id))}\n`)
      return await unlessAborted(waiter.promise, signal)
    } finally {
      waiting.delete(id)
      if (waiting.size === 0) for (const pipe of pipesOf(shell)) pipe.unref()
    }
  }
  return {
    async start(what) {
      const line = processOf(what)
      await order((id) => `{ ${line} & }; echo ${id} 0`, AbortSignal.timeout(START_MS))
    },
    run: (what, signal) => {
      const line = processOf(what)
      return order((id) => `( ${line}; echo ${id} $? ) &`, signal)
    },
    async close() {
      if (!child) return
      const ended = once(child, 'exit')
      child.ref()
      child.stdin!.end()
      await ended
    },
  }
}
