// What an account's name answers where no data of storage is served.
import { randomUUID } from 'node:crypto'
import { hosted } from './address.ts'
import { dataError } from './data-errors.ts'
import type { DataCall } from './ports.ts'
import { refusalReply } from './reply.ts'

export function refuse({ message, host, now, answer }: DataCall): void {
  const at = {
    requestId: randomUUID(),
    version: String(message.headers['x-ms-version'] ?? '2021-12-02'),
    now,
    method: message.method ?? 'GET',
  }
  const kind = hosted(host)?.kind === 'table' ? 'table' : 'blob'
  answer(refusalReply(kind, dataError('NotStarted'), at))
}
