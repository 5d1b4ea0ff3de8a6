import type { TaskAttempt, TaskUser } from '#drivers/nodes/port.ts'
import type { Journal } from '../journal/journal.ts'
import { type Owner, ownerOf } from './layout.ts'

/** Ids are set aside in the journal so many at a time: none is ever given to two. */
const BLOCK = 1000

export interface Identity extends Owner {
  /** Only this task has the uid. */
  readonly own: boolean
}

/**
 * Gives tasks user ids of their own. A node has one group, which opens its directory; in it pool and
 * named users have one uid each, and a task's own user one that no task had before.
 */
export class Users {
  readonly #journal: Journal
  readonly #first: number
  #next: number

  constructor(journal: Journal, first: number) {
    this.#journal = journal
    this.#first = first
    // What was set aside before the agent died may have been given away.
    this.#next = Math.max(first, journal.ledger.nextUid)
  }

  /** The group of the node: everyone who runs something there is in it, and no other user. */
  groupOf(nodeId: string): number {
    return this.#lasting(`${nodeId}/group`)
  }

  /** The user of an attempt in `directory`: a task that comes back there finds itself the owner. */
  of({ user, nodeId }: TaskAttempt, directory: string): Identity {
    const gid = this.groupOf(nodeId)
    const own = isOwn(user)
    if (!own) return { uid: this.#lasting(`${nodeId}/${nameOf(user)}`), gid, own }
    const owner = ownerOf(directory)
    const known =
      owner !== undefined &&
      owner >= this.#first &&
      ![...this.#journal.ledger.users.values()].includes(owner)
    return { uid: known ? owner : this.#fresh(), gid, own }
  }

  #lasting(key: string): number {
    const known = this.#journal.ledger.users.get(key)
    if (known !== undefined) return known
    const uid = this.#fresh()
    this.#journal.write({ user: key, uid })
    return uid
  }

  #fresh(): number {
    if (this.#next >= this.#journal.ledger.nextUid) {
      this.#journal.write({ nextUid: this.#next + BLOCK })
      this.#journal.flush()
    }
    return this.#next++
  }
}

/** Whether it is a user of one task alone. */
export const isOwn = (user: TaskUser): boolean => 'auto' in user && user.auto === 'task'

/** An elevated user is another user: what it may do beyond its own files is the host's to say. */
const nameOf = (user: TaskUser): string => {
  const name = 'auto' in user ? 'pool' : `named/${user.name}`
  return user.admin ? `${name}/admin` : name
}
