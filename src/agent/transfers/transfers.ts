// What the agent moves files with: one client of blobs for all nodes, and which nodes may use what.
import { readFileSync } from 'node:fs'
import { BlobClient, type BlobPlace } from '#blobs/blob-client.ts'
import { BlobError } from '#blobs/blob-error.ts'
import type { Reach } from '#blobs/exchange.ts'
import type { Answer } from '#drivers/nodes/channel.ts'
import type { StoragePlace } from '#drivers/nodes/port.ts'
import type { Questions } from './questions.ts'

/** A token is asked for anew when it is this old: it lives an hour at least. */
const TOKEN_MS = 20 * 60_000

interface Held {
  readonly token: Promise<string>
  readonly at: number
}

export class Transfers {
  readonly blobs: BlobClient
  readonly #questions: Questions
  readonly #tokens = new Map<string, Held>()

  /**
   * `authority`: the path of a certificate that is trusted beside the public ones. `reach`: the way to
   * hosts that this machine does not reach by itself.
   */
  constructor(questions: Questions, authority: string | undefined, reach?: Reach) {
    this.#questions = questions
    this.blobs = new BlobClient({
      authority: () => readIfThere(authority),
      reach,
      // Its storage went with it: what a task needs of that is not given up for a slow start.
      away: () => questions.away,
    })
  }

  /** A place as the client of blobs wants it: with what proves who asks. */
  placeOf(nodeId: string, { url, identity }: StoragePlace): BlobPlace {
    if (identity === undefined) return { url }
    return {
      url,
      token: (isFresh) => this.#token(nodeId, identity, isFresh),
    }
  }

  async autoStorage(nodeId: string, container: string): Promise<StoragePlace> {
    const answer = await this.#questions.ask({ about: 'autoStorage', nodeId, container })
    if ('place' in answer) return answer.place
    throw noSecret(answer)
  }

  #token(nodeId: string, identity: string, isFresh: boolean): Promise<string> {
    const key = `${nodeId}\n${identity.toLowerCase()}`
    const held = this.#tokens.get(key)
    if (held && !isFresh && Date.now() - held.at < TOKEN_MS) return held.token
    const token = this.#newToken(nodeId, identity, isFresh)
    this.#tokens.set(key, { token, at: Date.now() })
    token.catch(() => this.#tokens.delete(key))
    return token
  }

  async #newToken(nodeId: string, identity: string, isFresh: boolean): Promise<string> {
    const answer = await this.#questions.ask({ about: 'token', nodeId, identity, isFresh })
    if ('token' in answer) return answer.token
    throw noSecret(answer)
  }
}

const noSecret = (answer: Answer): BlobError =>
  new BlobError('noToken', 'refused' in answer ? answer.refused : 'There was no answer to that')

function readIfThere(path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
