import { directoryOf, type NodeSpec, type TaskAttempt } from '#drivers/nodes/port.ts'
import type { AttemptEntry } from '../journal/ledger.ts'
import type { Wanted } from '../resources/resource-list.ts'
import type { Runner } from '../separation/separation.ts'
import type { Identity } from '../separation/users.ts'
import type { Host } from './host.ts'

/** Where on its node an attempt is, and as which user it runs there. */
export class AttemptPlace {
  readonly #host: Host
  readonly #attempt: TaskAttempt | undefined
  readonly #at: Pick<AttemptEntry, 'nodeId' | 'directory' | 'subtask'>
  #identity: Identity | undefined

  constructor(
    host: Host,
    attempt: TaskAttempt | undefined,
    at: Pick<AttemptEntry, 'nodeId' | 'directory' | 'subtask'>,
  ) {
    this.#host = host
    this.#attempt = attempt
    this.#at = at
  }

  get nodeId(): string {
    return this.#at.nodeId
  }

  /** Whose its files and processes are, as `makeTask` answered it. */
  get owner(): Identity | undefined {
    const { separator } = this.#host
    this.#identity ??= this.#attempt && separator.identityOf(this.#attempt, this.#at.directory)
    return this.#identity
  }

  set owner(identity: Identity | undefined) {
    this.#identity = identity
  }

  /** The directory of the task that the attempt is of, where only that sees it. */
  get privateTask(): string | undefined {
    const { nodeId, directory } = this.#at
    return this.#host.separator.privateTaskAt(nodeId, directory)
  }

  /** Where files wait for its user. */
  get staging(): string {
    return this.#host.separator.stagesOf(this.#at.nodeId, this.privateTask).staging
  }

  get runner(): Runner {
    const { nodeId, directory } = this.#at
    const { user } = this.#attempt!
    return { nodeId, directory, user, identity: this.owner, privateTask: this.privateTask }
  }

  /** The directory of the whole task. */
  topOf({ nodeId, work }: TaskAttempt): string {
    const primary = work.kind === 'task' ? { ...work, instance: 0 } : work
    return `${this.#host.separator.rootOf(nodeId)}/${directoryOf(primary)}`
  }

  /** Makes the directories. Answers whose they are. */
  make(attempt: TaskAttempt, top: string, node: NodeSpec): Identity | undefined {
    const { separator } = this.#host
    const { directory, nodeId } = this.#at
    if (attempt.isFirst) separator.clear(nodeId, top)
    this.owner = separator.makeTask(attempt, top, node)
    // A subtask's shell makes its own directory; a container has to find one.
    if (attempt.container && directory !== top) separator.makeTask(attempt, directory, node)
    return this.owner
  }

  /** What it is to find: `top` is the directory of the whole task. */
  wanted(top: string, hasCertificates: boolean): Wanted[] {
    const { directory, nodeId, subtask } = this.#at
    const { coordination, resourceFiles, work } = this.#attempt!
    const { certificates } = this.#host
    return [
      { into: top, files: coordination?.commonResourceFiles ?? [] },
      { into: `${directory}/wd`, files: subtask ? [] : resourceFiles },
      ...(hasCertificates
        ? [{ into: `${top}/certs`, files: certificates.filesFor(nodeId, work) }]
        : []),
    ]
  }
}
