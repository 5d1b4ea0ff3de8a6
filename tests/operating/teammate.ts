// Another machine than the server's: the programs of this one, where a name leads to the server as by DNS.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const COMMAND_MS = 180_000

/** A program that runs there. */
export interface Running {
  /** All that it said so far. */
  said(): string
  /** Rejects with what it said where it fails. */
  readonly ended: Promise<string>
  stop(): void
}

export class Teammate implements Disposable {
  /** What they have: their home, in which their programs run. */
  readonly home = mkdtempSync(join(tmpdir(), 'lazuli-teammate-'))
  readonly #paths: readonly string[]

  constructor(hosts: Readonly<Record<string, string>>, paths: readonly string[]) {
    const lines = Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`)
    writeFileSync(join(this.home, 'hosts'), `127.0.0.1 localhost\n${lines.join('')}`)
    this.#paths = paths
  }

  start(script: string): Running {
    const lines = `mount --bind "$HOME/hosts" /etc/hosts; cd "$HOME"\n${script}`
    const child = spawn('unshare', ['--mount', '/bin/bash', '-e', '-c', lines], {
      env: { HOME: this.home, PATH: [...this.#paths, '/usr/sbin:/usr/bin:/sbin:/bin'].join(':') },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it began ends with it.
      detached: true,
    })
    const stop = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    const late = setTimeout(stop, COMMAND_MS)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        said += part
      })
    }
    const ended = new Promise<string>((resolve, reject) => {
      child.once('close', (code) => {
        clearTimeout(late)
        if (code === 0) resolve(said)
        else reject(new Error(`${code ?? 'killed'}: ${script}\n${said}`))
      })
    })
    ended.catch(() => undefined)
    return { said: () => said, ended, stop }
  }

  run(script: string): Promise<string> {
    return this.start(script).ended
  }

  /** What a program says that matches; rejects where it ends without. */
  async receives({ said, ended }: Running, words: RegExp): Promise<string> {
    let isOver = false
    void ended
      .catch(() => undefined)
      .then(() => {
        isOver = true
      })
    for (;;) {
      const [, found] = words.exec(said()) ?? []
      if (found !== undefined) return found
      if (isOver) throw new Error(`it ended without ${words}: ${said()}`)
      await sleep(100)
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10 })
  }
}
