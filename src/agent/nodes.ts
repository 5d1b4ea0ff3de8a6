import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AgentReport, NodeCapabilities, NodeSpec, TaskFailure } from '#drivers/nodes/port.ts'
import { removeAll } from '#files/remove.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Attempts } from './attempts/attempts.ts'
import { capabilitiesOf } from './capabilities.ts'
import { NodeImages } from './containers/node-images.ts'
import type { Journal } from './journal/journal.ts'
import type { NodeEntry, NodeTurn } from './journal/ledger.ts'
import { mountAll, showMounts } from './mounts.ts'
import { packageFailure } from './packages/packages.ts'
import { isRemote } from './remote/remote-commands.ts'
import type { Separator } from './separation/separation.ts'

/** The nodes of this machine. What is done to one is done in the order in which it was asked for. */
export class Nodes {
  readonly #journal: Journal
  readonly #attempts: Attempts
  readonly #separator: Separator
  readonly #tell: (report: AgentReport) => void
  readonly #capabilities: NodeCapabilities
  readonly #images: NodeImages
  readonly #queues = new Map<string, Promise<void>>()
  /** Nodes that are not up yet, by who installs what they need. */
  readonly #installing = new Map<string, symbol>()
  /** Why nodes cannot be up as their pools want them. */
  readonly #faults = new Map<string, TaskFailure>()

  /** `tell` gets states as they are now; they are not for the journal. */
  constructor(journal: Journal, attempts: Attempts, tell: (report: AgentReport) => void) {
    this.#capabilities = capabilitiesOf(attempts)
    this.#images = new NodeImages(attempts.containers)
    this.#journal = journal
    this.#attempts = attempts
    this.#separator = attempts.separator
    this.#tell = tell
  }

  #inTurn(nodeId: string, act: () => Promise<void> | void): Promise<void> {
    const before = this.#queues.get(nodeId) ?? Promise.resolve()
    const mine = before.catch(() => {}).then(act)
    this.#queues.set(nodeId, mine)
    const clear = (): void => {
      if (this.#queues.get(nodeId) === mine) this.#queues.delete(nodeId)
    }
    mine.then(clear, clear)
    return mine
  }

  /** Resolves once what its pool wants is there, or cannot be: whatever else becomes of it has its turn. */
  async setUp(spec: NodeSpec): Promise<void> {
    const { nodeId, bootId } = spec
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(nodeId)) throw new Error(`no node may be ${nodeId}`)
    await this.#inTurn(nodeId, () => {
      const known = this.#journal.ledger.nodes.get(nodeId)
      // A released node comes up by another boot only: a call that comes late wakes none.
      const isBooted = bootId !== undefined && bootId !== known?.bootId
      this.#make(spec)
      this.#attempts.certificates.keep(nodeId, spec.certificates ?? [])
      this.#attempts.containers.keepLogins(nodeId, spec.containers)
      this.#journal.write({
        node: {
          ...known,
          allocated: isBooted || (known?.allocated ?? true),
          ...(isBooted && { bootId }),
          hasImages: !isBooted && known?.hasImages && wantSameImages(known.spec, spec),
          spec: withoutSecrets(spec),
        },
      })
      const fault = mountAll(this.#separator, spec)
      showMounts(this.#separator, spec)
      if (fault) this.#faults.set(nodeId, fault)
      else this.#faults.delete(nodeId)
      this.#fetchImages(nodeId, isBooted)
    })
    await this.#install(spec)
  }

  /** The node's directories, and what its programs find there. */
  #make({ nodeId, programs }: NodeSpec): void {
    this.#separator.makeNode(nodeId)
    const root = this.#separator.rootOf(nodeId)
    for (const { from, onNode } of programs?.files ?? []) {
      const file = `${root}/${onNode}`
      mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
      copyFileSync(from, file)
      chmodSync(file, 0o644)
    }
  }

  reboot(nodeId: string, bootId: string): Promise<void> {
    return this.#boot(nodeId, bootId, 'reboot')
  }

  wipe(nodeId: string, bootId: string): Promise<void> {
    return this.#boot(nodeId, bootId, 'wipe')
  }

  #boot(nodeId: string, bootId: string, turn: NodeTurn): Promise<void> {
    return this.#inTurn(nodeId, async () => {
      const node = this.#journal.ledger.nodes.get(nodeId)
      if (node && node.bootId !== bootId) await this.#turn({ ...node, bootId, turn })
    })
  }

  deallocate(nodeId: string): Promise<void> {
    return this.#inTurn(nodeId, async () => {
      const node = this.#journal.ledger.nodes.get(nodeId)
      if (node?.allocated) await this.#turn({ ...node, allocated: false, turn: 'deallocate' })
    })
  }

  remove(nodeId: string): Promise<void> {
    return this.#inTurn(nodeId, async () => {
      const node = this.#journal.ledger.nodes.get(nodeId)
      if (node) await this.#turn({ ...node, turn: 'remove' })
    })
  }

  /** Finishes what an earlier agent had begun. */
  resume(): void {
    for (const node of this.#journal.ledger.nodes.values()) {
      void this.#clearStages(node.spec.nodeId)
      showMounts(this.#separator, node.spec)
      this.#fetchImages(node.spec.nodeId, false)
      if (node.turn) void this.#inTurn(node.spec.nodeId, () => this.#turn(node))
    }
  }

  /** Saved first, so that a turn that was begun is finished by whichever agent lives. */
  async #turn(node: NodeEntry): Promise<void> {
    const { nodeId } = node.spec
    await new Promise<void>((resolve) => this.#journal.write({ node }, resolve))
    this.#attempts.packages.giveUp(nodeId)
    this.#installing.delete(nodeId)
    this.#faults.delete(nodeId)
    await this.#attempts.loseAllOf(nodeId)
    if (node.turn === 'remove') {
      await this.#separator.trash.takeOrEmpty(this.#separator.directoryOf(nodeId))
      this.#attempts.certificates.forget(nodeId)
      this.#attempts.containers.forgetNode(nodeId)
      this.#images.forget(nodeId)
      this.#journal.write({ gone: nodeId })
      this.#journal.report({ kind: 'nodeDown', nodeId, at: Date.now() as Instant })
      return
    }
    if (node.turn === 'wipe') {
      // It takes no longer for the size of what goes.
      await this.#separator.trash.takeOrEmpty(this.#separator.directoryOf(nodeId))
      this.#make(node.spec)
    }
    this.#journal.write({ node: { ...node, turn: undefined, hasImages: undefined } })
    if (node.allocated) this.#fetchImages(nodeId, true)
    this.#tellState(nodeId)
  }

  /** Installs what the pool wants on the node, and tells of its state only then. */
  async #install({ nodeId, packages = [] }: NodeSpec): Promise<void> {
    if (packages.length === 0 || !this.isAllocated(nodeId)) return this.#tellState(nodeId)
    const mine = Symbol(nodeId)
    this.#installing.set(nodeId, mine)
    const fault = await this.#attempts.packages.install(nodeId, packages).then(
      () => undefined,
      (error: unknown) => packageFailure(error, 'pool'),
    )
    // Another boot has begun meanwhile.
    if (this.#installing.get(nodeId) !== mine) return
    this.#installing.delete(nodeId)
    if (fault) this.#faults.set(nodeId, fault)
    this.#tellState(nodeId)
  }

  /** Fetches the images that the node is to have, if any, and tells of its state only then. */
  #fetchImages(nodeId: string, isBoot: boolean): void {
    const { spec, hasImages } = this.#journal.ledger.nodes.get(nodeId) ?? {}
    if (!spec?.containers || (hasImages && !isBoot)) return
    this.#images.fetch(nodeId, spec.containers, isBoot, () => {
      const node = this.#journal.ledger.nodes.get(nodeId)
      if (node && !this.#images.faultOf(nodeId)) {
        this.#journal.write({ node: { ...node, hasImages: true } })
      }
      this.#tellState(nodeId)
    })
  }

  /** Downloads that an earlier agent had begun. */
  async #clearStages(nodeId: string): Promise<void> {
    for (const stage of Object.values(this.#separator.stagesOf(nodeId, undefined))) {
      const names = existsSync(stage) ? readdirSync(stage) : []
      for (const name of names.filter((name) => !isRemote(name)))
        await removeAll(`${stage}/${name}`).catch(console.error)
    }
  }

  stateOf(nodeId: string): AgentReport {
    const { ledger } = this.#journal
    const at = Date.now() as Instant
    const node = ledger.nodes.get(nodeId)
    if (!node?.allocated) return { kind: 'nodeDown', nodeId, at }
    const attempts = [...ledger.attempts.values()]
      .filter((attempt) => attempt.nodeId === nodeId)
      .map(({ attemptId }) => attemptId)
    const fault = this.#faults.get(nodeId) ?? this.#images.faultOf(nodeId)
    if (fault) {
      const { code, message, details } = fault
      return { kind: 'nodeFaulty', nodeId, at, code, message, details }
    }
    const { bootId } = node
    return {
      kind: 'nodeUp',
      nodeId,
      at,
      attempts,
      ...(bootId !== undefined && { bootId }),
      capabilities: this.#capabilities,
    }
  }

  /** After what was written so far: a state never overtakes the reports that led to it. */
  #tellState(nodeId: string): void {
    if (this.#installing.has(nodeId) || this.#images.isFetching(nodeId)) return
    this.#journal.after(() => this.#tell(this.stateOf(nodeId)))
  }

  isAllocated(nodeId: string): boolean {
    return this.#journal.ledger.nodes.get(nodeId)?.allocated === true
  }

  tellAll(): void {
    for (const nodeId of this.#journal.ledger.nodes.keys()) this.#tellState(nodeId)
  }
}

const wantSameImages = (one: NodeSpec, other: NodeSpec): boolean =>
  JSON.stringify(one.containers?.images) === JSON.stringify(other.containers?.images)

/** What the journal may have: that there are certificates is no secret, what they are is. */
const withoutSecrets = ({ certificates, containers, ...spec }: NodeSpec): NodeSpec => ({
  ...spec,
  ...(certificates && { certificates: [] }),
  ...(containers && {
    containers: {
      ...containers,
      registries: containers.registries.map(({ login: _, ...registry }) => registry),
    },
  }),
})
