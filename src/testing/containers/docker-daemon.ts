import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { runtimesHere } from '#agent/containers/find-runtime.ts'
import { unmountAllIn } from '#agent/containers/unmount.ts'

/** Debian's Docker engine, apart from any that the machine has, and without a network to set up. */
export class DockerDaemon {
  /** What `DOCKER_HOST` is to be. */
  readonly host: string
  readonly #child: ChildProcess
  readonly #directory: string

  private constructor(host: string, child: ChildProcess, directory: string) {
    this.host = host
    this.#child = child
    this.#directory = directory
  }

  static async start(): Promise<DockerDaemon> {
    // Nothing is left of a daemon that no test could speak to.
    assert.ok(runtimesHere().includes('docker'), 'no docker here')
    const directory = mkdtempSync(join(tmpdir(), 'lazuli-docker-'))
    const socket = `${directory}/docker.sock`
    const child = spawn(
      '/usr/sbin/dockerd',
      [
        `--host=unix://${socket}`,
        ...[`--data-root=${directory}/data`, `--exec-root=${directory}/run`],
        ...[`--pidfile=${directory}/pid`, '--log-level=error', '--storage-driver=vfs'],
        ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
      ],
      { stdio: ['ignore', 'ignore', openSync(`${directory}/log`, 'w')] },
    )
    await once(child, 'spawn')
    while (!existsSync(socket)) {
      if (child.exitCode !== null) throw new Error(readFileSync(`${directory}/log`, 'utf8'))
      await wait(20)
    }
    return new DockerDaemon(`unix://${socket}`, child, directory)
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill()
      await once(this.#child, 'exit')
    }
    await unmountAllIn(this.#directory)
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 10 })
  }
}
