// Refusals as the data planes print them: XML, or JSON for tables.
import type { DataKind } from '#drivers/blobs/port.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { type Instant, toNetIsoFull } from '#kernel/instant.ts'
import type { WireReply } from '#kernel/service.ts'
import { escapeXml } from './xml.ts'

export function refusalReply(
  kind: DataKind | undefined,
  error: AzureError,
  at: {
    readonly requestId: string
    readonly version: string
    readonly now: Instant
    readonly method: string
  },
): WireReply {
  const { code, status, extras } = error
  const message = `${error.message}\nRequestId:${at.requestId}\nTime:${toNetIsoFull(at.now)}`
  const isTable = kind === 'table'
  const body = isTable
    ? JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: message } } })
    : `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${detailsOf(error)}</Error>`
  return {
    status,
    headers: {
      'Content-Type': isTable
        ? 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8'
        : 'application/xml',
      'x-ms-error-code': code,
      'x-ms-request-id': at.requestId,
      'x-ms-version': at.version,
      ...extras.headers,
    },
    body: at.method === 'HEAD' ? undefined : body,
  }
}

const detailsOf = ({ extras }: AzureError): string =>
  (extras.values ?? []).map(({ key, value }) => `<${key}>${escapeXml(value)}</${key}>`).join('')
