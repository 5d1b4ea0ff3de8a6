// What the signature of a shared access signature covers, by its version. Facts of Azure's protocol:
// both who makes a SAS and who checks one build the same text.
import { createHmac } from 'node:crypto'

/** Parameters of a SAS by their names in the query; an absent one counts as empty. */
export type SasFields = Readonly<Record<string, string | undefined>>

export type SasService = 'blob' | 'queue' | 'table' | 'file'

const lines = (fields: SasFields, names: readonly string[]): string[] =>
  names.map((name) => fields[name] ?? '')

export function accountSasText(account: string, fields: SasFields): string {
  const names = ['sp', 'ss', 'srt', 'st', 'se', 'sip', 'spr', 'sv']
  const newer = (fields.sv ?? '') >= '2020-12-06' ? ['ses'] : []
  return `${[account, ...lines(fields, [...names, ...newer])].join('\n')}\n`
}

const REPLY_HEADERS = ['rscc', 'rscd', 'rsce', 'rscl', 'rsct']

/** `resource`: `/blob/ACCOUNT/CONTAINER/BLOB`. `snapshot`: of the blob, where it is about one. */
export function serviceSasText(
  service: SasService,
  resource: string,
  fields: SasFields,
  snapshot = '',
): string {
  const version = fields.sv ?? ''
  const first = [...lines(fields, ['sp', 'st', 'se']), resource, ...lines(fields, ['si'])]
  const addressed = version >= '2015-04-05' ? lines(fields, ['sip', 'spr']) : []
  const head = [...first, ...addressed, version]
  if (service === 'queue') return head.join('\n')
  if (service === 'table') {
    return [...head, ...lines(fields, ['spk', 'srk', 'epk', 'erk'])].join('\n')
  }
  const isBlob = service === 'blob'
  const kind = isBlob && version >= '2018-11-09' ? [fields.sr ?? '', snapshot] : []
  const scope = isBlob && version >= '2020-12-06' ? [fields.ses ?? ''] : []
  return [...head, ...kind, ...scope, ...lines(fields, REPLY_HEADERS)].join('\n')
}

/** Base64. */
export const signText = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64')
