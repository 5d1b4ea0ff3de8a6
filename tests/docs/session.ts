// A shell in which the commands of a page are run one after the other, as a reader would: in a fresh
// checkout, with a home directory of its own, and with the rights of a user or of root.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from './pages.ts'

export interface Rights {
  readonly name: string
  readonly uid?: number
}

/** The user who owns nothing. */
const NOBODY = 65_534

export const asRunner: Rights = { name: process.getuid?.() === 0 ? 'root' : 'who runs the tests' }

export const asUser: Rights =
  process.getuid?.() === 0
    ? { name: 'a user without rights', uid: NOBODY }
    : { name: 'a user without rights' }

/** How long the lines of a block may take: a server that starts, and all of a program. */
const LINES_MS = 180_000
const DONE = '__done__'
const FAILED = '__failed__'
/** It comes up, or ends: how long that takes is the matter of the machine. */
const STARTED =
  'while kill -0 $STARTING && ! grep -q "Lazuli serves" "$OUT"; do sleep 0.1; done 2>/dev/null'

/** npm may end before the shell and the server that it has started. */
const STOPPED = [
  'if [ -n "$SERVER" ]; then',
  '  GOING=$(pgrep -P $SERVER || true)',
  '  GOING="$GOING $(for i in $GOING; do pgrep -P $i || true; done)"',
  '  kill $SERVER 2>/dev/null && wait $SERVER || true',
  '  for i in $GOING; do while kill -0 $i 2>/dev/null; do sleep 0.05; done; done',
  'fi',
].join('\n')

/** What a checkout has, and nothing that git does not know. */
function copyCheckout(to: string): void {
  mkdirSync(to)
  const files = ['-C', checkout, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', files, { maxBuffer: 2 ** 26 })
  const archive = ['-C', checkout, '--null', '-T', '-', '--ignore-failed-read', '-cf', '-']
  const packed = execFileSync('tar', archive, {
    input: listed,
    maxBuffer: 2 ** 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  execFileSync('tar', ['-C', to, '-xf', '-'], { input: packed })
  symlinkSync(join(checkout, 'node_modules'), join(to, 'node_modules'))
}

export class Session implements AsyncDisposable {
  readonly #top: string
  readonly #shell: ChildProcess
  readonly directory: string
  #said = ''
  #wake = (): void => {}

  constructor({ uid }: Rights, paths: readonly string[]) {
    this.#top = mkdtempSync(join(tmpdir(), 'lazuli-docs-'))
    const [home, temporary] = [join(this.#top, 'home'), join(this.#top, 'tmp')]
    this.directory = join(this.#top, 'lazuli')
    copyCheckout(this.directory)
    for (const path of [home, temporary]) mkdirSync(path)
    if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${uid}`, this.#top])
    if (uid !== undefined) chownSync(this.#top, uid, uid)
    this.#shell = spawn('bash', ['--noprofile', '--norc'], {
      cwd: this.directory,
      // A group of its own, so that its servers end with it.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: [...paths, process.env.PATH].join(':'),
        HOME: home,
        TMPDIR: temporary,
        // The ports on the pages may be taken, and a cluster takes minutes as in Azure.
        LAZULI_PORT: '0',
        LAZULI_TIME_SCALE: '60',
        AZURE_CORE_COLLECT_TELEMETRY: 'false',
      },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    })
    const note = (chunk: Buffer): void => {
      this.#said += chunk.toString()
      this.#wake()
    }
    this.#shell.stdout!.on('data', note)
    this.#shell.stderr!.on('data', note)
    this.#shell.on('close', () => this.#wake())
    this.#shell.stdin!.write(`trap 'echo "${FAILED} $? $BASH_COMMAND"' ERR; set -o pipefail\n`)
  }

  /** Runs the lines; throws what they said when one of them fails, or does not end. */
  async run(lines: string): Promise<string> {
    this.#said = ''
    this.#shell.stdin!.write(`${inBackground(lines)}\necho ${DONE}\n`)
    let isLate = false
    const late = setTimeout(() => {
      isLate = true
      this.#wake()
    }, LINES_MS)
    while (!isLate && !this.#said.includes(`${DONE}\n`)) {
      if (this.#shell.exitCode !== null) break
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    clearTimeout(late)
    if (isLate)
      throw new Error(`${lines}\nhave not ended after ${LINES_MS / 1000} s:\n${this.#said}`)
    const said = this.#said.replace(`${DONE}\n`, '')
    // A refusal of the server's is none for curl.
    if (!said.includes(DONE) && (said.includes(FAILED) || /^\{"error":/m.test(said))) {
      throw new Error(`${lines}\n${said}`)
    }
    return said
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#shell, 'close')
    try {
      process.kill(-this.#shell.pid!, 'SIGTERM')
    } catch {
      // It has ended already.
    }
    this.#shell.stdin!.end()
    await closed
    await rm(this.#top, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
  }
}

/**
 * A server goes on in the background, as in a shell of its own, once it serves. One that keeps its data
 * takes the place of the one before: a reader ends that first.
 */
const inBackground = (lines: string): string =>
  lines.replace(/^npm start.*$/gm, (start) =>
    [
      start.includes('--ephemeral') ? ':' : STOPPED,
      `OUT=$(mktemp); ${start} > "$OUT" 2>&1 & STARTING=$!`,
      start.includes('--ephemeral') ? ':' : 'SERVER=$STARTING',
      STARTED,
      'grep "Lazuli serves" "$OUT" || { cat "$OUT"; false; }',
    ].join('\n'),
  )
