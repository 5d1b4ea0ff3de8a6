// A server that waits for the database which another one has. It answers health, and all else with
// 503, until its turn comes.
import type { ClientConfig } from 'pg'
import type { Clock } from '#engine/clock.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Settings } from '#library/options.ts'
import type { Exchange } from '#server/exchange.ts'
import { Hosts } from '#server/listening/hosts.ts'
import { type Listener, type ListenerOptions, listen } from '#server/listening/listener.ts'
import { tlsMaterial } from '#server/listening/tls.ts'
import { health } from '#server/stages/health.ts'
import { Connection } from '#store/postgres/connection.ts'
import { type TakeDatabase, waitForDatabase } from '#store/postgres/lease.ts'
import { certificateNamesOf, namesOf } from '../listening/addresses.ts'
import { takeSharedFiles } from './shared-files.ts'

export interface StandbyOptions {
  readonly options: Settings
  readonly directory: string
  readonly wall: Clock
  readonly contextFor: ListenerOptions['contextFor']
  /** Called when it begins to wait, with the port at which it answers meanwhile. */
  readonly onStandby: (port: number) => void
}

export class Standby implements AsyncDisposable {
  readonly #given: StandbyOptions
  readonly #stopping = new AbortController()
  #listener: Listener | undefined

  constructor(given: StandbyOptions) {
    this.#given = given
  }

  /** Takes the database, or waits for it. */
  readonly take: TakeDatabase = (config) =>
    waitForDatabase(config, {
      signal: this.#stopping.signal,
      meanwhile: async () => {
        this.#listener ??= await this.#listen(config)
      },
    })

  /** Answers no more: a server does from here on, or none. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await this.#listener?.close()
    this.#listener = undefined
  }

  /** Undefined: the first server of the database has yet to say who they are. */
  async #listen(config: ClientConfig): Promise<Listener | undefined> {
    const { options, directory, wall, contextFor, onStandby } = this.#given
    if (!(await hasFiles(config, directory))) return undefined
    const hosts = new Hosts({ names: namesOf(options), isBehindProxy: options.behindProxy })
    const listener = await listen({
      endpoint: { host: options.host, port: options.port },
      tls: tlsMaterial({ directory, now: wall.now(), names: certificateNamesOf(options) }),
      contextFor,
      clock: wall,
      hosts,
      pipeline: answer,
    })
    if (this.#stopping.signal.aborted) {
      await listener.close()
      return undefined
    }
    hosts.openedArm(listener.port)
    onStandby(listener.port)
    return listener
  }
}

async function hasFiles(config: ClientConfig, directory: string): Promise<boolean> {
  let connection: Connection | undefined
  try {
    connection = await Connection.open(config)
    return await takeSharedFiles(connection, directory)
  } catch {
    // No tables yet, or a database that is away: it is asked again.
    return false
  } finally {
    await connection?.close()
  }
}

/** A client that is to come again in so many seconds finds this server at work, or another. */
const RETRY_AFTER_S = 2

const answer = async (exchange: Exchange): Promise<WireReply> =>
  (await health(exchange, async () => 'standing by')) ?? {
    status: 503,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'retry-after': `${RETRY_AFTER_S}`,
    },
    body: JSON.stringify({
      error: {
        code: 'ServiceUnavailable',
        message:
          'This server stands by: another one has the database. Call that one, or try again.',
      },
    }),
  }
