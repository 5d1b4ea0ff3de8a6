// Azurite as a child process, started again when it ends by itself.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createInterface, type Interface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { flagOf } from '#kernel/options.ts'
import type { BlobsDriver, DataKind, LittlePut, PutReply } from './port.ts'
import { PutPipe } from './put-pipe.ts'

const PROGRAM = fileURLToPath(new URL('./azurite-process.ts', import.meta.url))
const KEY_BYTES = 64
const START_MS = 60_000
const END_MS = 10_000
const AGAIN_MS = 1_000
/** How much of what it said last is told when it fails. */
const TOLD_CHARACTERS = 2_000

type Ports = Readonly<Record<DataKind, number>>

/** What it says of an account whose bytes were to go. */
interface Removal {
  readonly account: string
  readonly isRemoved: boolean
  readonly problem?: string
}

export interface AzuriteOptions {
  /** Made when absent. */
  readonly directory: string
  readonly report: (what: string, error: unknown) => void
}

/** Storage was asked for, and its package is not installed. */
class AzuriteAbsent extends Error {
  constructor() {
    super(
      'storage needs the package azurite, which is not installed: run `npm install azurite`, ' +
        `or start without ${flagOf('storage')}.`,
    )
    this.name = 'AzuriteAbsent'
  }
}

function requireAzurite(): void {
  try {
    createRequire(import.meta.url).resolve('azurite/package.json')
  } catch {
    throw new AzuriteAbsent()
  }
}

/** Rejects where it cannot be started at all; later ends are mended by starting it again. */
export async function startAzurite(options: AzuriteOptions): Promise<BlobsDriver> {
  requireAzurite()
  await mkdir(options.directory, { recursive: true, mode: 0o700 })
  const driver = new Azurite(options)
  await driver.start()
  return driver
}

class Azurite implements BlobsDriver {
  readonly key = randomBytes(KEY_BYTES).toString('base64')
  readonly #options: AzuriteOptions
  #child: ChildProcess | undefined
  #ports: Ports | undefined
  #puts: PutPipe | undefined
  #serving = Promise.withResolvers<void>()
  #isClosing = false
  #isResting = false
  #resting = Promise.resolve()
  #again: NodeJS.Timeout | undefined
  /** By the account whose bytes are to go: each is asked for once at a time. */
  readonly #removals = new Map<string, PromiseWithResolvers<boolean>>()

  constructor(options: AzuriteOptions) {
    this.#options = options
  }

  portOf(kind: DataKind): number | undefined {
    return this.#ports?.[kind]
  }

  served(): Promise<void> {
    return this.#serving.promise
  }

  putLittle(put: LittlePut): Promise<PutReply> {
    if (this.#ports && this.#puts) return this.#puts.put(put)
    return Promise.reject(Object.assign(new Error('storage is away'), { code: 'ECONNREFUSED' }))
  }

  removeBytes(account: string): Promise<boolean> {
    const child = this.#child
    if (!this.#ports || !child) return Promise.resolve(false)
    const known = this.#removals.get(account)
    if (known) return known.promise
    const removal = Promise.withResolvers<boolean>()
    this.#removals.set(account, removal)
    child.stdin!.write(`${account}\n`)
    return removal.promise
  }

  #removed(line: string): void {
    const { account, isRemoved, problem } = JSON.parse(line) as Removal
    const removal = this.#removals.get(account)
    this.#removals.delete(account)
    if (problem === undefined) removal?.resolve(isRemoved)
    else removal?.reject(new Error(problem))
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
    this.#child = child
    let told = ''
    child.stderr.on('data', (bytes: Buffer) => {
      told = (told + bytes.toString()).slice(-TOLD_CHARACTERS)
    })
    // It may end before it has read its settings.
    child.stdin.on('error', () => undefined)
    child.stdin.write(`${JSON.stringify({ directory: this.#options.directory, key: this.key })}\n`)
    const lines = createInterface({ input: child.stdout })
    try {
      this.#ports = await portsOf(child, lines)
    } catch (cause) {
      child.kill('SIGKILL')
      throw new Error(`azurite did not start: ${told.trim() || String(cause)}`, { cause })
    }
    lines.on('line', (line) => this.#removed(line))
    this.#puts = new PutPipe(child.stdio[3] as Duplex)
    child.once('exit', (code) => this.#ended(code, told))
    this.#serving.resolve()
  }

  #ended(code: number | null, told: string): void {
    this.#ports = undefined
    for (const { resolve } of this.#removals.values()) resolve(false)
    this.#removals.clear()
    if (this.#isClosing || this.#isResting) return
    this.#serving = Promise.withResolvers<void>()
    this.#options.report('storage', new Error(`azurite ended with ${code}: ${told.trim()}`))
    this.#startAgain()
  }

  #startAgain(): void {
    this.#again = setTimeout(() => {
      this.start().catch((error: unknown) => {
        this.#options.report('storage', error)
        if (!this.#isClosing) this.#startAgain()
      })
    }, AGAIN_MS)
  }

  whileResting(work: () => Promise<void>): Promise<void> {
    const rested = this.#resting.then(() => this.#rest(work))
    this.#resting = rested.catch(() => undefined)
    return rested
  }

  async #rest(work: () => Promise<void>): Promise<void> {
    this.#isResting = true
    this.#ports = undefined
    this.#serving = Promise.withResolvers<void>()
    clearTimeout(this.#again)
    try {
      await this.#endChild()
      await work()
    } finally {
      this.#isResting = false
      if (this.#isClosing) this.#serving.resolve()
      else await this.start()
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#serving.resolve()
    clearTimeout(this.#again)
    await this.#resting
    await this.#endChild()
  }

  async #endChild(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.stdin?.end()
    const patience = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await gone
    clearTimeout(patience)
  }
}

async function portsOf(child: ChildProcess, lines: Interface): Promise<Ports> {
  let patience: NodeJS.Timeout | undefined
  try {
    return await new Promise<Ports>((resolve, reject) => {
      // Killed without a word it would look broken, where only the machine has too much to do.
      patience = setTimeout(
        () => reject(new Error(`it was not ready after ${START_MS / 1000} seconds`)),
        START_MS,
      )
      lines.once('line', (line) => resolve(JSON.parse(line) as Ports))
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
    })
  } finally {
    clearTimeout(patience)
  }
}
