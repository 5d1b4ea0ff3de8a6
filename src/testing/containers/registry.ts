import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../free-ports.ts'
import type { Image } from './image.ts'

/** The only user of registries that ask who pulls. */
export const LOGIN = { username: 'puller', password: 'let me/pull:1' }
/** Of that password, as `htpasswd -B` writes it. */
const HASH = '$2b$04$3uI7mZ5o0nNDZNIdVoPAuObBxIDzETxoPLqmCVOXRRLVR/iiTMzJ6'

/** Debian's docker-registry on a port of this machine. */
export class Registry {
  readonly server: string
  readonly #child: ChildProcess
  readonly #directory: string
  readonly #authorization: Readonly<Record<string, string>>

  private constructor(server: string, child: ChildProcess, directory: string, asks: boolean) {
    this.server = server
    this.#child = child
    this.#directory = directory
    const secret = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')
    this.#authorization = asks ? { authorization: `Basic ${secret}` } : {}
  }

  /** `asks`: only `LOGIN` may read and write. */
  static async start({ asks = false } = {}): Promise<Registry> {
    const directory = mkdtempSync(join(tmpdir(), 'lazuli-registry-'))
    const server = `127.0.0.1:${await freePort()}`
    writeFileSync(`${directory}/users`, `${LOGIN.username}:${HASH}\n`)
    writeFileSync(
      `${directory}/config.yml`,
      JSON.stringify({
        version: 0.1,
        log: { level: 'error' },
        storage: { filesystem: { rootdirectory: `${directory}/data` } },
        http: { addr: server },
        ...(asks && { auth: { htpasswd: { realm: 'lazuli', path: `${directory}/users` } } }),
      }),
    )
    const child = spawn('docker-registry', ['serve', `${directory}/config.yml`], {
      stdio: 'ignore',
    })
    await once(child, 'spawn')
    const registry = new Registry(server, child, directory, asks)
    while ((await registry.#call('GET', '/v2/').catch(() => undefined))?.status !== 200) {
      if (child.exitCode !== null) throw new Error('the registry ended')
      await wait(20)
    }
    return registry
  }

  /** Answers what the image is called from now on. */
  async push(name: string, { manifest, manifests = [], blobs }: Image): Promise<string> {
    const [repository, tag = 'latest'] = name.split(':')
    for (const { digest, bytes } of blobs) {
      const begun = await this.#call('POST', `/v2/${repository}/blobs/uploads/`)
      const to = new URL(begun.headers.get('location')!, `http://${this.server}`)
      to.searchParams.set('digest', digest)
      await this.#call('PUT', `${to.pathname}${to.search}`, 'application/octet-stream', bytes)
    }
    const at = `/v2/${repository}/manifests`
    for (const { digest, mediaType, bytes } of manifests) {
      await this.#call('PUT', `${at}/${digest}`, mediaType, bytes)
    }
    await this.#call('PUT', `${at}/${tag}`, manifest.mediaType, manifest.bytes)
    return `${this.server}/${name}`
  }

  async #call(method: string, path: string, type?: string, body?: Buffer): Promise<Response> {
    const response = await fetch(`http://${this.server}${path}`, {
      method,
      headers: { ...this.#authorization, ...(type && { 'content-type': type }) },
      ...(body && { body: new Uint8Array(body) }),
    })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    return response
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill()
      await once(this.#child, 'exit')
    }
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
