import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import {
  type AgentSettings,
  CHANNEL_VERSION,
  type FromAgent,
  type FromDriver,
  LineWriter,
  type NumberedReport,
  type Opening,
  onLines,
  socketPath,
  type Verb,
} from '#drivers/nodes/channel.ts'
import { removeAll } from '#files/remove.ts'
import { Attempts } from './attempts/attempts.ts'
import { Containers } from './containers/containers.ts'
import { serveFile } from './files/files.ts'
import { Listings } from './files/listings.ts'
import { Journal } from './journal/journal.ts'
import { Launchers } from './launchers/launchers.ts'
import { claimNodes, disclaimNodes, removeLeftNodes } from './leftovers.ts'
import { Nodes } from './nodes.ts'
import { removeEmptyGroups } from './processes/control-groups.ts'
import { startTicksOf } from './processes/process-table.ts'
import { Certificates } from './resources/certificates.ts'
import { Separator } from './separation/separation.ts'
import { KeptOutputs } from './transfers/kept-outputs.ts'
import { Questions } from './transfers/questions.ts'
import { Transfers } from './transfers/transfers.ts'
import { readUsage } from './usage.ts'

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
  readonly #server: Server
  #driver: { readonly socket: Socket; readonly writer: LineWriter<FromAgent> } | undefined
  #reports: NumberedReport[] = []
  #lonely: NodeJS.Timeout | undefined

  constructor(settings: AgentSettings) {
    const { directory } = settings
    this.#settings = settings
    const records = `${directory}/launchers`
    mkdirSync(records, { recursive: true, mode: 0o700 })
    this.#journal = new Journal(`${directory}/journal.ndjson`)
    this.#separator = new Separator(settings, this.#journal)
    const launchers = new Launchers(records, Date.now().toString(36))
    const certificates = new Certificates(`${directory}/certificates`)
    const { nodesDirectory, mappedTo } = this.#separator
    this.#containers = new Containers(settings, { nodesDirectory, mappedTo })
    this.#transfers = new Transfers(this.#questions, settings.authority)
    this.#attempts = new Attempts({
      journal: this.#journal,
      launchers,
      separator: this.#separator,
      certificates,
      transfers: this.#transfers,
      outputs: new KeptOutputs(`${directory}/outputs`),
      containers: this.#containers,
    })
    const tell = (report: NumberedReport['report']): void => this.#send({ report })
    this.#nodes = new Nodes(this.#journal, this.#attempts, tell)
    this.#journal.onReport = (report) => this.#send(report)
    this.#server = createServer((socket) => this.#welcome(socket))
  }

  /** Takes up what an earlier agent left, then listens. */
  async start(): Promise<void> {
    const { directory } = this.#settings
    this.#tidy()
    this.#separator.trash.resume()
    this.#attempts.adopt()
    this.#containers.sweep(this.#attempts.containerNames()).catch(console.error)
    this.#forgetOldRecords(`${directory}/launchers`)
    this.#nodes.resume()
    rmSync(`${directory}/agent.sock`, { force: true })
    const directoryFd = openSync(directory, 'r')
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(socketPath(directoryFd), resolve)
    })
    this.#waitForDriver()
  }

  /** Nodes in a place of their own, among those of others, some of whom may be gone for good. */
  #tidy(): void {
    const { nodesDirectory } = this.#separator
    if (this.#settings.nodesDirectory || nodesDirectory === `${this.#settings.directory}/nodes`)
      return
    claimNodes(nodesDirectory, this.#settings.directory)
    removeLeftNodes(dirname(nodesDirectory)).catch((error) => console.error(error))
  }

  #forgetOldRecords(directory: string): void {
    const attempts = [...this.#journal.ledger.attempts.values()]
    const needed = new Set(attempts.map(({ launchers }) => launchers.at(-1)?.name))
    for (const name of readdirSync(directory)) {
      if (!needed.has(name)) rmSync(`${directory}/${name}`, { force: true })
    }
  }

  #welcome(socket: Socket): void {
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
      } else void this.#file(socket, opening)
    })
  }

  async #file(socket: Socket, opening: Extract<Opening, { open: 'file' }>): Promise<void> {
    const { nodeId } = opening
    if (this.#nodes.isAllocated(nodeId)) {
      const { trash } = this.#separator
      const root = this.#separator.filesOf(nodeId)
      await serveFile({ root, trash, listings: this.#listings }, opening, socket)
    } else {
      const message = `node ${nodeId} is not there`
      socket.end(`${JSON.stringify({ error: 'NodeUnavailable', message })}\n`)
    }
  }

  /** The latest driver is the driver: one that lost its connection has made a new one. */
  #control(socket: Socket, driverVersion: number): (line: FromDriver) => void {
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
    else void this.leave()
  }

  async #obey(verb: Verb): Promise<void> {
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
      if (!existsSync(this.#settings.directory)) void this.#giveUp()
      else if (this.#attempts.size > 0 || this.#separator.trash.isBusy) this.#waitForDriver()
      else void this.leave()
    }, this.#settings.lingerMs)
  }

  /** Its directory was deleted, so no server will ever ask for what it runs: nothing of it is left. */
  async #giveUp(): Promise<void> {
    for (const nodeId of this.#journal.ledger.nodes.keys()) await this.#attempts.loseAllOf(nodeId)
    await this.#containers.removeStore()
    const { nodesDirectory } = this.#separator
    if (!this.#settings.nodesDirectory) await removeAll(nodesDirectory).catch(console.error)
    await this.leave()
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
    this.#attempts.close()
    this.#journal.close()
    if (controlGroup) removeEmptyGroups(controlGroup)
    if (trash.end() && nodes.size === 0) {
      disclaimNodes(nodesDirectory)
      removeIfEmpty(nodesDirectory)
    }
    process.exit(0)
  }
}

const isStart = ({ report }: NumberedReport): boolean => report.kind === 'started'

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory)
  } catch {
    // Something is in it, or it has gone already.
  }
}

/**
 * Makes sure that one agent at most works in a directory. False: another is there. The mark names a
 * process, so that one left by an agent that was killed holds no other up.
 */
export function claim(directory: string): boolean {
  const path = `${directory}/agent.pid`
  const mine = `${process.pid} ${startTicksOf(process.pid)}`
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const [pid, ticks] = readFileSync(path, 'utf8').split(' ').map(Number)
    if (pid && startTicksOf(pid) === ticks) return pid === process.pid
    rmSync(path, { force: true })
  }
}
