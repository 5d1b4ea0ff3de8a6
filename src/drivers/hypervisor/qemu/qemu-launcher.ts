// A program of its own: it starts QEMU and qemu-img in the server's place, since starting a process
// from a server with a large heap holds up everything else there. It also is the lock on the
// driver's directory: after the server's death it lives until what it started is done.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'

export interface Order {
  readonly id: number
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly input: string
}

export interface Outcome {
  readonly id: number
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export type LauncherMessage = Outcome | { readonly ready: true } | { readonly busy: true }

const LOCK = 'launcher.sock'
const TAKEOVER_MS = 3000

const tell = (message: LauncherMessage) => {
  if (process.connected) process.send!(message)
}

let running = 0

function carryOut({ id, command, args, cwd, input }: Order): void {
  running += 1
  const output = { stdout: '', stderr: '' }
  const child = spawn(command, args, { cwd, stdio: 'pipe' })
  child.on('error', (error) => {
    output.stderr += error.message
  })
  // A daemon lets go of the pipes when it is ready, so this does not wait for its end.
  child.on('close', (code) => {
    running -= 1
    tell({ id, exitCode: code ?? 1, ...output })
    leaveWhenDone()
  })
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  child.stdin.on('error', () => {})
  child.stdin.end(input)
}

function leaveWhenDone(): void {
  if (process.connected || running > 0) return
  rmSync(LOCK, { force: true })
  process.exit()
}

/** Binds the lock, waiting for the launcher of a server that has died. */
async function lock(): Promise<Server> {
  for (;;) {
    const server = await listen()
    if (server) return server
    await otherHasLeft()
  }
}

function listen(): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => {}))
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(LOCK, () => resolve(server.unref()))
  })
}

/** Holds a connection to the other until it ends, which is when the other has. */
function otherHasLeft(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(LOCK)
    const impatience = setTimeout(() => {
      tell({ busy: true })
      process.exit(1)
    }, TAKEOVER_MS)
    socket.on('error', () => rmSync(LOCK, { force: true }))
    socket.on('close', () => {
      clearTimeout(impatience)
      resolve()
    })
  })
}

if (process.send) {
  process.umask(0o077)
  process.chdir(process.argv[2]!)
  process.on('disconnect', leaveWhenDone)
  // The server decides when to end; an interrupt at the terminal reaches both.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  await lock()
  process.on('message', carryOut)
  tell({ ready: true })
}
