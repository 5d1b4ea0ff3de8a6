import { open } from 'node:fs/promises'
import { shownUrl } from '#blobs/blob-url.ts'
import type { LogRequest } from '#drivers/nodes/port.ts'
import { fileContent } from '../transfers/file-content.ts'
import type { Transfers } from '../transfers/transfers.ts'
import type { LogFile, NodeLogs } from './node-logs.ts'

/** Brings nodes' logs to storage. Those on their way when the agent is killed do not get there. */
export class LogUploads {
  readonly #logs: NodeLogs
  readonly #transfers: Transfers
  readonly #closing = new AbortController()
  #underWay = 0

  constructor(logs: NodeLogs, transfers: Transfers) {
    this.#logs = logs
    this.#transfers = transfers
  }

  get isBusy(): boolean {
    return this.#underWay > 0
  }

  /** Answers how many files are on their way now. */
  begin(nodeId: string, request: LogRequest): number {
    const files = this.#logs.between(nodeId, request.from, request.until)
    this.#underWay++
    void this.#uploadAll(nodeId, request, files).finally(() => this.#underWay--)
    return files.length
  }

  async #uploadAll(nodeId: string, request: LogRequest, files: readonly LogFile[]): Promise<void> {
    const place = this.#transfers.placeOf(nodeId, request.container)
    const { signal } = this.#closing
    const to = `${shownUrl(place.url)}/${request.directory}`
    for (const { name, path } of files) {
      try {
        await using file = await open(path)
        const { size } = await file.stat()
        const content = fileContent(file.fd, size)
        const headers = { 'Content-Type': 'text/plain' }
        await this.#transfers.blobs.put(
          place,
          `${request.directory}/${name}`,
          content,
          headers,
          signal,
        )
        this.#logs.say(nodeId, `Uploaded ${name} to ${to}`)
      } catch (error) {
        if (signal.aborted) return
        this.#logs.say(nodeId, `Could not upload ${name} to ${to}: ${(error as Error).message}`)
      }
    }
  }

  close(): void {
    this.#closing.abort()
  }
}
