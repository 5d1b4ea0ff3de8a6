import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Reach } from '#blobs/exchange.ts'
import {
  type AgentSettings,
  CHANNEL_VERSION,
  type FromAgent,
  type FromDriver,
  LineWriter,
  type LogAnswer,
  type NumberedReport,
  type Opening,
  onLines,
  type Verb,
} from '#drivers/nodes/channel.ts'
import { removeAll } from '#files/remove.ts'
import { Attempts } from './attempts/attempts.ts'
import { Containers } from './containers/containers.ts'
import { removeLeftRunDirectories } from './containers/run-directories.ts'
import { serveFile } from './files/files.ts'
import { Listings } from './files/listings.ts'
import { JOURNAL, Journal } from './journal/journal.ts'
import { Launchers } from './launchers/launchers.ts'
import { disclaimNodes, markOwner, removeLeftNodes } from './leftovers.ts'
import { lineOfReport, lineOfVerb } from './logs/log-lines.ts'
import { LogUploads } from './logs/log-uploads.ts'
import { NodeLogs } from './logs/node-logs.ts'
import { Nodes } from './nodes.ts'
import { removeEmptyGroups } from './processes/control-groups.ts'
import type { Allocation } from './remote/elsewhere.ts'
import { Certificates } from './resources/certificates.ts'
import { Separator } from './separation/separation.ts'
import { KeptOutputs } from './transfers/kept-outputs.ts'
import { Questions } from './transfers/questions.ts'
import { Transfers } from './transfers/transfers.ts'
import { readUsage } from './usage.ts'

/** Where drivers come in. Resolves once they can; each that comes is handed on. */
export type Door = (welcome: (socket: Duplex) => void) => Promise<void>

/**
 * Runs the attempts of this machine's nodes, apart from the server: it lives on when the server
 * dies, and what it runs lives on when it dies itself.
 */
export class Agent {
  readonly #settings: AgentSettings
  readonly #journal: Journal
  readonly #attempts: Attempts
  readonly #nodes: Nodes
  readonly #separator: Separator
  readonly #containers: Containers
  readonly #listings = new Listings()
  readonly #questions = new Questions()
  readonly #transfers: Transfers
  readonly #logs: NodeLogs
  readonly #logUploads: LogUploads
  #driver: { readonly socket: Duplex; readonly writer: LineWriter<FromAgent> } | undefined
  #reports: NumberedReport[] = []
  #lonely: NodeJS.Timeout | undefined

  /**
   * `reach`: the way to storage that this machine does not reach by itself. `allocation`: what other machines
   * it was begun together with.
   */
  constructor(settings: AgentSettings, reach?: Reach, allocation?: Allocation) {
    const { directory } = settings
    this.#settings = settings
    const records = `${directory}/launchers`
    mkdirSync(records, { recursive: true, mode: 0o700 })
    this.#journal = new Journal(`${directory}/${JOURNAL}`)
    this.#separator = new Separator(settings, this.#journal)
    const launchers = new Launchers(records, Date.now().toString(36))
    const certificates = new Certificates(`${directory}/certificates`)
    const { nodesDirectory, mappedTo } = this.#separator
    this.#containers = new Containers(settings, { nodesDirectory, mappedTo })
    this.#transfers = new Transfers(this.#questions, settings.authority, reach)
    this.#logs = new NodeLogs({
      directory: `${directory}/logs`,
      now: Date.now,
      isThere: (nodeId) => this.#journal.ledger.nodes.has(nodeId),
    })
    this.#logUploads = new LogUploads(this.#logs, this.#transfers)
    this.#attempts = new Attempts({
      journal: this.#journal,
      launchers,
      separator: this.#separator,
      certificates,
      transfers: this.#transfers,
      outputs: new KeptOutputs(`${directory}/outputs`),
      containers: this.#containers,
      doubtMs: settings.doubtMs ?? 0,
      allocation,
    })
    const tell = (told: NumberedReport): void => {
      this.#log(told.report)
      this.#send(told)
    }
    this.#nodes = new Nodes(this.#journal, this.#attempts, (report) => tell({ report }))
    this.#journal.onReport = tell
  }

  /** Takes up what an earlier agent left, then lets drivers in by the door. */
  async start(door: Door): Promise<void> {
    const { directory } = this.#settings
    this.#tidy()
    this.#separator.trash.resume()
    // Before that begins anything: the records of its launchers are none of an attempt's.
    this.#forgetOldRecords(`${directory}/launchers`)
    this.#attempts.adopt()
    this.#attempts.remote.listen()
    this.#containers.sweep(this.#attempts.containerNames()).catch(console.error)
    this.#nodes.resume()
    await door((socket) => this.#welcome(socket))
    this.#waitForDriver()
  }

  /** Nodes in a place of their own, among those of others, some of which may be gone for good. */
  #tidy(): void {
    removeLeftRunDirectories().catch(console.error)
    const { nodesDirectory } = this.#separator
    if (this.#settings.nodesDirectory || nodesDirectory === `${this.#settings.directory}/nodes`)
      return
    markOwner(nodesDirectory, this.#settings.directory)
    removeLeftNodes(dirname(nodesDirectory)).catch((error) => console.error(error))
  }

  #forgetOldRecords(directory: string): void {
    const attempts = [...this.#journal.ledger.attempts.values()]
    const needed = new Set(attempts.map(({ launchers }) => launchers.at(-1)?.name))
    for (const name of readdirSync(directory)) {
      if (!needed.has(name)) rmSync(`${directory}/${name}`, { force: true })
    }
  }

  #welcome(socket: Duplex): void {
    socket.on('error', () => socket.destroy())
    let receive: (line: FromDriver) => void = () => {}
    let opened = false
    onLines<Opening | FromDriver>(socket, (line) => {
      if (opened) return receive(line as FromDriver)
      opened = true
      const opening = line as Opening
      if (opening.open === 'control') receive = this.#control(socket, opening.version)
      else if (opening.open === 'usage') {
        socket.end(`${JSON.stringify(readUsage(this.#journal.ledger, this.#attempts))}\n`)
      } else if (opening.open === 'logs')
        socket.end(`${JSON.stringify(this.#uploadLogs(opening))}\n`)
      else void this.#file(socket, opening)
    })
  }

  async #file(socket: Duplex, opening: Extract<Opening, { open: 'file' }>): Promise<void> {
    const { nodeId } = opening
    if (this.#nodes.isAllocated(nodeId)) {
      const { trash } = this.#separator
      const root = this.#separator.filesOf(nodeId)
      await serveFile({ root, trash, listings: this.#listings }, opening, socket)
    } else {
      socket.end(`${JSON.stringify(unavailable(nodeId))}\n`)
    }
  }

  #uploadLogs({ nodeId, request }: Extract<Opening, { open: 'logs' }>): LogAnswer {
    if (!this.#nodes.isAllocated(nodeId)) return unavailable(nodeId)
    return { files: this.#logUploads.begin(nodeId, request) }
  }

  #log(report: NumberedReport['report']): void {
    const { nodeId, kind } = report
    this.#logs.say(nodeId, lineOfReport(report))
    if (kind === 'nodeDown' && !this.#journal.ledger.nodes.has(nodeId)) this.#logs.forget(nodeId)
  }

  /** The latest driver is the driver: one that lost its connection has made a new one. */
  #control(socket: Duplex, driverVersion: number): (line: FromDriver) => void {
    this.#driver?.socket.destroy()
    clearTimeout(this.#lonely)
    const writer = new LineWriter<FromAgent>(socket)
    this.#driver = { socket, writer }
    const { separation, nodesDirectory } = this.#separator
    const controlGroups = this.#separator.controlGroup !== undefined
    const { pid } = process
    const journal = this.#journal.ledger.name
    const version = CHANNEL_VERSION
    const settings = this.#settings
    const hello = { version, settings, pid, journal, separation, nodesDirectory, controlGroups }
    writer.send({ hello })
    // One that speaks otherwise is told who is here, and understood when it asks for the place.
    if (driverVersion !== CHANNEL_VERSION) return (line) => 'leave' in line && this.leave()
    // Only what is in the file may be told. What this tells by itself is among what comes next.
    this.#journal.flush()
    this.#reports = []
    for (const report of this.#journal.ledger.numbered()) this.#send(report)
    this.#nodes.tellAll()
    // With the ends of what ran there: a server that gets these may ask a node for files.
    this.#journal.flush()
    this.#questions.connect((question, asks) => writer.send({ question, asks }))
    socket.on('close', () => {
      if (this.#driver?.socket !== socket) return
      this.#driver = undefined
      this.#questions.connect(undefined)
      this.#waitForDriver()
    })
    return (line) => this.#receive(line, writer)
  }

  #receive(line: FromDriver, writer: LineWriter<FromAgent>): void {
    if ('call' in line) {
      const { call, verb } = line
      // No caller waits for the start of an attempt: it is over when its end is reported.
      const done = (): void =>
        verb.verb === 'start' ? writer.sendLater({ done: [call] }) : writer.send({ done: [call] })
      this.#obey(verb).then(
        // Done is only what the journal knows.
        () => this.#journal.after(done),
        (error: Error) => writer.send({ refused: call, message: error.message }),
      )
    } else if ('answer' in line) this.#questions.answered(line.answer, line)
    else if ('safe' in line) this.#journal.write({ safe: line.safe })
    else if ('present' in line) this.#nodes.tellAll()
    else void (line.forGood ? this.giveUp() : this.leave())
  }

  async #obey(verb: Verb): Promise<void> {
    const nodeId = this.#nodeOf(verb)
    if (nodeId !== undefined) this.#logs.say(nodeId, lineOfVerb(verb))
    switch (verb.verb) {
      case 'setUp':
        return this.#nodes.setUp(verb.node)
      case 'reboot':
        return this.#nodes.reboot(verb.nodeId, verb.bootId)
      case 'wipe':
        return this.#nodes.wipe(verb.nodeId, verb.bootId)
      case 'deallocate':
        return this.#nodes.deallocate(verb.nodeId)
      case 'remove':
        return this.#nodes.remove(verb.nodeId)
      case 'start':
        return this.#attempts.start(verb.attempt)
      case 'proceed':
        return this.#attempts.proceed(verb.attemptId)
      case 'stop':
        return this.#attempts.stop(verb.attemptId, verb.graceMs)
    }
  }

  #nodeOf(verb: Verb): string | undefined {
    if ('node' in verb) return verb.node.nodeId
    if ('attempt' in verb) return verb.attempt.nodeId
    if ('nodeId' in verb) return verb.nodeId
    return this.#journal.ledger.attempts.get(verb.attemptId)?.nodeId
  }

  #send(report: NumberedReport): void {
    if (!this.#driver) return
    if (this.#reports.push(report) === 1) {
      queueMicrotask(() => {
        const reports = this.#reports
        this.#reports = []
        if (reports.length === 0) return
        if (reports.every(isStart)) this.#driver?.writer.sendLater({ reports })
        else this.#driver?.writer.send({ reports })
      })
    }
  }

  /** An agent that no server needs does not stay; the journal has what the next one must know. */
  #waitForDriver(): void {
    clearTimeout(this.#lonely)
    this.#lonely = setTimeout(() => {
      if (!existsSync(this.#settings.directory)) void this.giveUp()
      else if (this.#isBusy) this.#waitForDriver()
      else void this.leave()
    }, this.#settings.lingerMs)
  }

  get #isBusy(): boolean {
    return this.#attempts.size > 0 || this.#separator.trash.isBusy || this.#logUploads.isBusy
  }

  /**
   * No server will ever ask for what it runs, or its directory was deleted, or its machine ends:
   * nothing of it is left. `tells`: the server is there to be told what was lost by that.
   */
  async giveUp({ tells = false } = {}): Promise<void> {
    for (const nodeId of this.#journal.ledger.nodes.keys()) await this.#attempts.loseAllOf(nodeId)
    if (tells) await this.#acknowledged()
    await this.#containers.removeStore()
    const { nodesDirectory } = this.#separator
    if (!this.#settings.nodesDirectory) await removeAll(nodesDirectory).catch(console.error)
    await this.leave()
  }

  /** Waits until the driver has what was reported, but not for long, nor for one that is away. */
  async #acknowledged(): Promise<void> {
    for (let waited = 0; waited < LAST_WORDS_MS; waited += LOOK_MS) {
      if (!this.#driver || this.#journal.ledger.unsafe.size === 0) return
      await wait(LOOK_MS)
    }
  }

  /** Ends the agent. What it runs goes on, and the next agent takes over. */
  async leave(): Promise<void> {
    const { nodes } = this.#journal.ledger
    const { controlGroup, nodesDirectory, trash } = this.#separator
    // No later agent may come for what the last node has left.
    if (nodes.size === 0) {
      await this.#containers.removeStore()
      await trash.settled()
    }
    this.#logUploads.close()
    this.#logs.flush()
    this.#attempts.close()
    this.#journal.close()
    if (controlGroup) removeEmptyGroups(controlGroup)
    if (trash.end() && nodes.size === 0) {
      disclaimNodes(nodesDirectory)
      removeIfEmpty(nodesDirectory)
    }
    process.exit()
  }
}

const unavailable = (nodeId: string) =>
  ({ error: 'NodeUnavailable', message: `node ${nodeId} is not there` }) as const

/** How long an agent that ends for good waits for its driver to receive that. */
const LAST_WORDS_MS = 3_000
const LOOK_MS = 20

const isStart = ({ report }: NumberedReport): boolean => report.kind === 'started'

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory)
  } catch {
    // Something is in it, or it has gone already.
  }
}
