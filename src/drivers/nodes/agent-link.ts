import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type AgentSettings, socketPath } from './channel.ts'

const AGENT = fileURLToPath(new URL('../../../bin/agent.js', import.meta.url))

/** What an uncaught error said, with a comma before it. */
const reasonIn = (log: string): string => {
  const said = /^\w*Error\b.*?: (.+)$/m.exec(log)?.[1]
  return said === undefined ? '' : `, as ${said}`
}

/** The way to the agent of one directory: connects to it, and starts it where there is none. */
export class AgentLink {
  readonly #settings: AgentSettings
  readonly #environment: NodeJS.ProcessEnv
  readonly #directoryFd: number

  /** `environment`: what the agent finds in its own besides. */
  constructor(settings: AgentSettings, environment: NodeJS.ProcessEnv = {}) {
    this.#settings = settings
    this.#environment = environment
    mkdirSync(settings.directory, { recursive: true, mode: 0o700 })
    this.#directoryFd = openSync(settings.directory, 'r')
  }

  /** A connection to the agent that runs; rejects when none does. */
  async connect(): Promise<Socket> {
    const socket = createConnection(socketPath(this.#directoryFd))
    try {
      await once(socket, 'connect')
      return socket
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  async connectOrStart(): Promise<Socket> {
    return this.connect().catch(async () => {
      await this.#start()
      return this.connect()
    })
  }

  /**
   * Starts the agent in a session of its own, so that it lives on when this process ends, however it
   * ends. This is the only process that a server starts; all others are the agent's.
   */
  async #start(): Promise<void> {
    const path = `${this.#settings.directory}/agent.log`
    const log = openSync(path, 'a', 0o600)
    const { size } = fstatSync(log)
    const agent = spawn(process.execPath, [AGENT, JSON.stringify(this.#settings)], {
      detached: true,
      stdio: ['ignore', 'pipe', log],
      cwd: '/',
      env: { ...process.env, ...this.#environment },
    })
    const ready = once(agent.stdout!, 'data')
    const ended = once(agent, 'exit').then(([code]) => {
      const said = readFileSync(path).toString('utf8', size)
      throw new Error(`the agent ended with ${code}${reasonIn(said)}: see ${path}`)
    })
    try {
      await Promise.race([ready, ended])
    } finally {
      ended.catch(() => {})
      ready.catch(() => {})
      agent.stdout!.destroy()
      agent.unref()
      closeSync(log)
    }
  }

  close(): void {
    closeSync(this.#directoryFd)
  }
}
