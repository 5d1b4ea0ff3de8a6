// What the process driver and the agent say to each other: one JSON text a line, on a socket in the
// agent's directory. No behaviour beyond lines and names belongs here.
import type { Duplex } from 'node:stream'
import type {
  AgentReport,
  AttemptId,
  ByteRange,
  FileEntry,
  FilePage,
  FileQuery,
  LogRequest,
  NodeFileErrorCode,
  NodeSpec,
  StoragePlace,
  TaskAttempt,
} from './port.ts'

/** Both sides must speak the same: an agent of another version is asked to give way. */
export const CHANNEL_VERSION = 7

/** How tasks are kept apart from each other and from the server's data. */
export type Separation = 'uid' | 'bwrap' | 'none'

/** What elevation makes of a user: nothing, root, or one who may become root by sudo. */
export type Elevation = 'none' | 'root' | 'sudo'

/** Ways to run what is to run in a container. */
export type ContainerWay = 'podman' | 'docker' | 'runc' | 'host'

/** What the driver gives the agent on its command line. */
export interface AgentSettings {
  /** Where the agent keeps its socket, journal and records. No other user may enter it. */
  readonly directory: string
  /** Where nodes have their files. Absent: beside those, or where tasks' users can reach it. */
  readonly nodesDirectory?: string | undefined
  /** Absent: users of their own when the agent runs as root, else bwrap where it works. */
  readonly separation?: Separation | undefined
  /** Absent: none. */
  readonly elevation?: Elevation | undefined
  /** Absent: control groups where the kernel lets the agent have them. */
  readonly controlGroups?: boolean | undefined
  /**
   * What runs containers; `host`: nothing, their commands are processes. Absent: the first of Podman,
   * Docker and runc that works.
   */
  readonly containers?: ContainerWay | undefined
  /** Directories and files that bwrap hides from tasks: above all the server's data. */
  readonly hide?: readonly string[] | undefined
  /** The path of a certificate that nodes trust beside the public ones: storage here has one by it. */
  readonly authority?: string | undefined
  /** The first of the user ids that tasks are given when they have users of their own. */
  readonly firstUid: number
  /**
   * An end by a signal that was not asked for is told so much later, in milliseconds: it may be the
   * whole machine that ends, and the task is lost with it. Absent: at once.
   */
  readonly doubtMs?: number | undefined
  /** The agent leaves when it ran nothing and had no driver for so long. */
  readonly lingerMs: number
}

export type Verb =
  | { readonly verb: 'setUp'; readonly node: NodeSpec }
  | { readonly verb: 'reboot' | 'wipe'; readonly nodeId: string; readonly bootId: string }
  | { readonly verb: 'deallocate' | 'remove'; readonly nodeId: string }
  | { readonly verb: 'start'; readonly attempt: TaskAttempt }
  | { readonly verb: 'proceed'; readonly attemptId: AttemptId }
  | { readonly verb: 'stop'; readonly attemptId: AttemptId; readonly graceMs: number }

export type FileRequest =
  | { readonly file: 'page'; readonly path: string; readonly query: FileQuery }
  | { readonly file: 'stat'; readonly path: string }
  | { readonly file: 'read'; readonly path: string; readonly range?: ByteRange | undefined }
  | { readonly file: 'remove'; readonly path: string; readonly recursive: boolean }

/** The first line of a connection says what it is for. All but the one for control serve one request. */
export type Opening =
  | { readonly open: 'control'; readonly version: number }
  | ({ readonly open: 'file'; readonly nodeId: string } & FileRequest)
  /** Answered with a `UsageReading` in a line; agents before version 5 answer with a refusal. */
  | { readonly open: 'usage' }
  /** Answered with a `LogAnswer` in a line. */
  | { readonly open: 'logs'; readonly nodeId: string; readonly request: LogRequest }

export type FromDriver =
  | { readonly call: number; readonly verb: Verb }
  | ({ readonly answer: number } & Answer)
  /** All reports up to this number are safe. */
  | { readonly safe: number }
  /** Asks for every node's present state. */
  | { readonly present: true }
  /** Asks the agent to leave. What it runs goes on, and the next agent takes over: unless it is for good. */
  | { readonly leave: true; readonly forGood?: true }

/** What the agent needs to know for a moment, and does not keep. */
export type Question =
  | {
      readonly about: 'token'
      readonly nodeId: string
      readonly identity: string
      readonly isFresh: boolean
    }
  | { readonly about: 'autoStorage'; readonly nodeId: string; readonly container: string }

export type Answer =
  | { readonly token: string }
  | { readonly place: StoragePlace }
  | { readonly refused: string }

export interface NumberedReport {
  /** Absent: a state of now, which is not told again. */
  readonly number?: number
  readonly report: AgentReport
}

export type FromAgent =
  | { readonly hello: AgentHello }
  | { readonly done: readonly number[] }
  | { readonly refused: number; readonly message: string }
  | { readonly reports: readonly NumberedReport[] }
  | { readonly question: number; readonly asks: Question }

export interface AgentHello {
  readonly version: number
  /** What it was given when it was started. */
  readonly settings: AgentSettings
  readonly pid: number
  /** Reports are numbered within one journal. */
  readonly journal: string
  readonly separation: Separation
  readonly nodesDirectory: string
  readonly controlGroups: boolean
}

/** The answer to a file request; a read's bytes follow the line. */
export type FileAnswer =
  | FilePage
  | { readonly entry: FileEntry; readonly length?: number }
  | { readonly removed: true }
  | { readonly error: NodeFileErrorCode; readonly message: string }

/** How many files of a node's logs are on their way now, or why none is. */
export type LogAnswer =
  | { readonly files: number }
  | { readonly error: NodeFileErrorCode; readonly message: string }

/**
 * The socket's path by way of an open descriptor of its directory: a socket's own path may have no
 * more than 107 bytes, and a data directory may be deep.
 */
export const socketPath = (directoryFd: number): string => `/proc/self/fd/${directoryFd}/agent.sock`

/** How an agent is reached. Each connection begins with an `Opening`. */
export interface AgentWay {
  /** Rejects while there is no agent. */
  connect(): Promise<Duplex>
}

/** No line is longer: all reports that an agent may have to repeat are less. In characters. */
const LONGEST_LINE = 64 * 1024 * 1024

/**
 * Hands on each whole line as the value it holds. A line that is too long, is no JSON, or that `handle`
 * cannot make sense of ends the connection: who sent it speaks otherwise, or means no good.
 */
export function onLines<Line>(
  socket: Duplex,
  handle: (line: Line) => void,
  longest = LONGEST_LINE,
): void {
  let begun: string[] = []
  let length = 0
  const begin = (piece: string): void => {
    begun = piece === '' ? [] : [piece]
    length = piece.length
  }
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const end = chunk.lastIndexOf('\n')
    try {
      // A long line comes in many chunks: they are put together once.
      if (end < 0) {
        begun.push(chunk)
        length += chunk.length
      } else {
        const whole = [...begun, chunk.slice(0, end)].join('')
        begin(chunk.slice(end + 1))
        for (const line of whole.split('\n')) {
          if (socket.destroyed) return
          handle(JSON.parse(line) as Line)
        }
      }
      if (length > longest) throw new Error(`a line is longer than ${longest} characters`)
    } catch (error) {
      begin('')
      socket.destroy(error as Error)
    }
  })
}

/** How long a line that is in no hurry waits at most. */
const PATIENCE_MS = 20

/**
 * Sends lines in the order in which they are given, all of one turn of the event loop in one write.
 * Each write wakes the other side, which costs both more than the line.
 */
export class LineWriter<Line> {
  readonly #socket: Duplex
  #lines: string[] = []
  #taken: (() => void)[] = []
  #isDue = false
  #timer: NodeJS.Timeout | undefined

  constructor(socket: Duplex) {
    this.#socket = socket
  }

  /** `taken`: called once it is out of this process, which may be never. */
  send(line: Line, taken?: () => void): void {
    this.#lines.push(JSON.stringify(line))
    if (taken) this.#taken.push(taken)
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#flush())
  }

  /** Sends a line without hurry: with the next that is sent, or after a moment. */
  sendLater(line: Line): void {
    this.#lines.push(JSON.stringify(line))
    if (!this.#isDue) this.#timer ??= setTimeout(() => this.#flush(), PATIENCE_MS)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isDue = false
    const text = `${this.#lines.join('\n')}\n`
    this.#lines = []
    const taken = this.#taken
    this.#taken = []
    if (this.#socket.destroyed) return
    if (taken.length === 0) this.#socket.write(text)
    else {
      this.#socket.write(text, () => {
        for (const each of taken) each()
      })
    }
  }
}
