// What is kept of agents that dial in from elsewhere, and what they are begun with. No row belongs here.
import type { AgentSettings } from '../channel.ts'

/** One machine that a provider has, or is getting, and how its agent proves itself. */
export interface KeptAgent {
  readonly nodeId: string
  /** As the provider's request named it. */
  readonly bootId: string
  /** Of the token that its agent begins with; absent once it was used. Lower-case hex of SHA-256. */
  readonly tokenHash?: string
  /** Of the credential that its agent has chosen; absent before it was there. */
  readonly credentialHash?: string
}

/** Where they are kept. Every call can be repeated. */
export interface AgentRegistry {
  list(): Promise<readonly KeptAgent[]>
  /** In place of what is kept of the node. */
  save(agent: KeptAgent): Promise<void>
  remove(nodeId: string): Promise<void>
}

/** What the agent's program reads at its start, in a file that its user alone may read. */
export interface AgentBootstrap {
  /** Where it dials: `https://host:port`. */
  readonly server: string
  /** By which the server proves itself, in PEM: no other authority counts. */
  readonly authority: string
  /** What a certificate of the server's users rests on, in PEM: storage may be reached by its names. */
  readonly trusted?: string | undefined
  readonly nodeId: string
  /** Good once. */
  readonly token: string
  /** The nodes of one allocation, in the order of its machines. Absent: the node has it for itself. */
  readonly together?: readonly string[]
  readonly settings: Omit<AgentSettings, 'directory' | 'authority'>
}

/** Where agents dial, and by which protocol: an `Upgrade` of HTTP. */
export const AGENTS_PATH = '/lazuli/agents'
export const AGENT_PROTOCOL = 'lazuli-agent'

/**
 * By which the server's own authority proves it to agents, wherever they dial: a certificate of its users has
 * other names, and its authority may be another one after the next renewal.
 */
export const AGENTS_NAME = 'agents.lazuli.localhost'

/** For a connection to storage of this server, which the agent's machine may not reach by itself. */
export const STORAGE_PROTOCOL = 'lazuli-storage'

/** Names of the headers by which an agent says who it is, and a server which version it speaks. */
export const agentHeaders = {
  node: 'lazuli-node',
  token: 'lazuli-token',
  version: 'lazuli-agent-version',
  /** The port of storage that is meant. */
  storagePort: 'lazuli-storage-port',
} as const
