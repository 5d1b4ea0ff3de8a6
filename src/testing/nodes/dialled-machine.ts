// Agents that dial in, as processes of this machine, and the port that they dial.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, connect as dial, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Separation } from '#drivers/nodes/channel.ts'
import { DialledNodes, type DialledOptions } from '#drivers/nodes/dialled/dialled-nodes.ts'
import {
  AGENTS_NAME,
  type AgentBootstrap,
  type AgentRegistry,
  type KeptAgent,
} from '#drivers/nodes/dialled/port.ts'
import { firstUidFor } from '#drivers/nodes/user-ids.ts'
import { instant } from '#kernel/instant.ts'
import { type Listener, listen } from '#server/listening/listener.ts'
import { type TlsMaterial, tlsMaterial } from '#server/listening/tls.ts'
import { freshAgent } from '../../../scripts/agent.ts'
import { agentsDoor } from '../../main/nodes/agents-door.ts'

const now = () => instant(Date.now())

/** Kept as long as the test. */
class MemoryRegistry implements AgentRegistry {
  readonly kept = new Map<string, KeptAgent>()
  async list(): Promise<readonly KeptAgent[]> {
    return [...this.kept.values()]
  }
  async save(agent: KeptAgent): Promise<void> {
    this.kept.set(agent.nodeId, agent)
  }
  async remove(nodeId: string): Promise<void> {
    this.kept.delete(nodeId)
  }
}

/** Lies between agents and the server, and cuts what goes through it. */
class Wire {
  readonly #pairs = new Set<Socket>()
  readonly #server = createServer((near) => {
    const far = dial(this.to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#pairs.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        this.#pairs.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  to = 0
  port = 0

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as { port: number }).port
  }

  cut(): void {
    for (const socket of this.#pairs) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.cut()
  }
}

export class DialledMachine {
  readonly registry = new MemoryRegistry()
  readonly wire = new Wire()
  readonly top: string
  /** The port of what is storage to its agents, and which ports they asked for. */
  storagePort = 0
  readonly led: number[] = []
  readonly tls: TlsMaterial
  readonly #separation: Separation
  readonly #agents = new Map<string, ChildProcess>()
  nodes!: DialledNodes
  #listener!: Listener

  private constructor(separation: Separation) {
    this.#separation = separation
    this.top = mkdtempSync(join(tmpdir(), 'lazuli-dialled-'))
    chmodSync(this.top, 0o711)
    this.tls = tlsMaterial({
      directory: join(this.top, 'server'),
      now: now(),
      names: [AGENTS_NAME],
    })
  }

  static async open(
    separation: Separation = 'none',
    more: Partial<DialledOptions> = {},
  ): Promise<DialledMachine> {
    const machine = new DialledMachine(separation)
    await machine.wire.open()
    await machine.serve(more)
    return machine
  }

  /** A server that knows what the one before has kept. */
  async serve(more: Partial<DialledOptions> = {}): Promise<void> {
    const { registry } = this
    this.nodes = await DialledNodes.open({
      registry,
      now,
      onTrouble: (error) => console.error(error),
      ...more,
    })
    this.#listener = await listen({
      endpoint: { host: '127.0.0.1', port: 0 },
      tls: this.tls,
      clock: { now },
      pipeline: async () => ({ status: 404, headers: {}, body: undefined }),
      upgrades: agentsDoor({
        nodes: () => this.nodes,
        isStorage: (port) => {
          this.led.push(port)
          return port === this.storagePort
        },
        report: (what, error) => console.error(what, error),
      }),
    })
    this.wire.to = this.#listener.port
  }

  /** The server goes; its agents stay. */
  async unserve(): Promise<void> {
    await this.nodes.close()
    await this.#listener.close()
  }

  get port(): number {
    return this.#listener.port
  }

  directoryOf(nodeId: string): string {
    return join(this.top, nodeId)
  }

  /** What the agent of a node begins with. */
  bootstrapOf(nodeId: string, token: string): AgentBootstrap {
    return {
      server: `https://localhost:${this.wire.port}`,
      authority: readFileSync(this.tls.caPath, 'utf8'),
      nodeId,
      token,
      settings: {
        nodesDirectory: join(this.top, `${nodeId}-nodes`),
        separation: this.#separation,
        ...(this.#separation === 'none' && { controlGroups: false }),
        firstUid: firstUidFor(this.directoryOf(nodeId)),
        lingerMs: 60_000,
        doubtMs: 1_000,
      },
    }
  }

  /** Has a machine for the node, with its agent. */
  async begin(nodeId: string, bootId = 'machine-1'): Promise<void> {
    const directory = this.directoryOf(nodeId)
    const token = await this.nodes.expect(nodeId, bootId)
    mkdirSync(directory, { recursive: true, mode: 0o711 })
    const bootstrap = JSON.stringify(this.bootstrapOf(nodeId, token))
    writeFileSync(join(directory, 'bootstrap.json'), bootstrap, { mode: 0o600 })
    await this.restart(nodeId)
  }

  async restart(nodeId: string): Promise<ChildProcess> {
    const directory = this.directoryOf(nodeId)
    const log = openSync(join(directory, 'agent.log'), 'a', 0o600)
    const agent = spawn(process.execPath, [await freshAgent(), directory], {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
    })
    this.#agents.set(nodeId, agent)
    return agent
  }

  /** The machine ends, and nothing of it stays. */
  async lose(nodeId: string): Promise<void> {
    const agent = this.agentOf(nodeId)
    agent.kill('SIGKILL')
    if (agent.exitCode === null && agent.signalCode === null) await once(agent, 'exit')
    for (const directory of [this.directoryOf(nodeId), join(this.top, `${nodeId}-nodes`)]) {
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 })
    }
  }

  agentOf(nodeId: string): ChildProcess {
    return this.#agents.get(nodeId)!
  }

  logOf(nodeId: string): string {
    return readFileSync(join(this.directoryOf(nodeId), 'agent.log'), 'utf8')
  }

  write(nodeId: string, path: string, content: string): void {
    const file = join(this.top, `${nodeId}-nodes`, nodeId, 'root', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  /** The agents end as with their allocations, and the server after them. */
  async end(): Promise<void> {
    for (const agent of this.#agents.values()) {
      if (agent.exitCode !== null || agent.signalCode !== null) continue
      agent.kill('SIGTERM')
      // One that a test has stopped ends no sooner.
      agent.kill('SIGCONT')
      await once(agent, 'exit')
    }
    await this.unserve()
    this.wire.close()
    rmSync(this.top, { recursive: true, force: true, maxRetries: 10 })
  }
}
