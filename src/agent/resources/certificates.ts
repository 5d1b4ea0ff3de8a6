import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import {
  certificateFiles,
  type NodeCertificate,
  type ResourceFile,
  type Work,
} from '#drivers/nodes/port.ts'

/**
 * The certificates of each node, with their private keys: in files that only the agent reads, so
 * that an agent which comes after it has them too.
 */
export class Certificates {
  readonly #directory: string
  readonly #known = new Map<string, readonly NodeCertificate[]>()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The node has these from now on. What attempts have already stays with them. */
  keep(nodeId: string, certificates: readonly NodeCertificate[]): void {
    if (certificates.length === 0) {
      this.forget(nodeId)
      return
    }
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    const path = this.#pathOf(nodeId)
    writeFileSync(`${path}.new`, JSON.stringify(certificates), { mode: 0o600 })
    renameSync(`${path}.new`, path)
    this.#known.set(nodeId, certificates)
  }

  forget(nodeId: string): void {
    rmSync(this.#pathOf(nodeId), { force: true })
    this.#known.delete(nodeId)
  }

  /** What the work is to find in its `certs`. */
  filesFor(nodeId: string, work: Work): ResourceFile[] {
    return this.#of(nodeId).flatMap((certificate) => certificateFiles(certificate, work))
  }

  #of(nodeId: string): readonly NodeCertificate[] {
    const known = this.#known.get(nodeId) ?? this.#read(nodeId)
    this.#known.set(nodeId, known)
    return known
  }

  #read(nodeId: string): readonly NodeCertificate[] {
    try {
      return JSON.parse(readFileSync(this.#pathOf(nodeId), 'utf8')) as NodeCertificate[]
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  #pathOf(nodeId: string): string {
    return `${this.#directory}/${nodeId}.json`
  }
}
