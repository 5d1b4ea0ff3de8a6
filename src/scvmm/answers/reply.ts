// Answers with a resource, with the headers that the real provider adds.
import { createHash } from 'node:crypto'
import type { ArmResource, Envelope } from '#arm/resources/resource.ts'
import type { Reply } from '#kernel/handler.ts'
import { type Instant, toIso } from '#kernel/instant.ts'

/** Quoted; another one after every write. */
function etagOf({ id, revision }: Pick<ArmResource, 'id' | 'revision'>): string {
  const hash = createHash('sha256').update(`${id.toLowerCase()} ${revision}`).digest('hex')
  return `"${hash.slice(0, 8)}-0000-${hash.slice(8, 12)}-0000-${hash.slice(12, 24)}"`
}

export const resourceReply = (
  status: number,
  resource: Pick<ArmResource, 'id' | 'revision'>,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: { etag: etagOf(resource), 'x-ms-providerhub-traffic': 'True', ...headers },
  ...(body === undefined ? {} : { body }),
})

/** As recorded: an operation of long duration that is accepted answers four bytes. */
export const acceptedReply = (headers: Readonly<Record<string, string>>): Reply => ({
  status: 202,
  headers: { 'x-ms-providerhub-traffic': 'True', ...headers },
  body: null,
})

/** The application that the real provider's operator acts as. */
const OPERATOR = '319f651f-7ddb-4fc6-9857-7aef9250bd05'

export const modifiedByOperator = (before: Envelope, now: Instant): Envelope => {
  const { systemData } = before
  if (!systemData) return before
  return {
    ...before,
    systemData: {
      ...systemData,
      lastModifiedBy: OPERATOR,
      lastModifiedByType: 'Application',
      lastModifiedAt: toIso(now),
    },
  }
}
