// A resource as its row has it: how it is taken apart, and what tells two of them apart.
import {
  checkValue,
  type Place,
  readJson,
  readRecord,
  readTexts,
  type Shape,
} from '#store/read-json.ts'
import { bodyShapeOf } from './body-shapes.ts'
import {
  type ArmResource,
  type Envelope,
  envelopeShape,
  envelopeShapes,
  type ResourceHead,
} from './resource.ts'

export interface ResourceRow {
  readonly id: string
  readonly subscription_id: string
  readonly resource_group: string | null
  readonly type: string
  readonly name: string
  readonly parent: string | null
  readonly location: string | null
  readonly tags: string | null
  readonly provisioning_state: string
  readonly revision: number
  readonly envelope: string
  readonly body: string
}

/** The row keeps names in lower case where they are compared; the id and the envelope keep them as written. */
interface Spelt extends Envelope {
  readonly spelt?: { readonly type: string; readonly resourceGroup?: string | undefined }
}

const speltShape: Shape<Spelt> = { ...envelopeShape, spelt: 'object?' }

const memberShapes = { ...envelopeShapes, spelt: { type: 'string', resourceGroup: 'string?' } }

const placeOf = ({ id }: HeadRow, column: string): Place => ({
  table: 'arm_resource',
  key: id,
  column,
})

export type HeadRow = Omit<ResourceRow, 'body' | 'parent'>

function headFromRow(row: HeadRow): ResourceHead {
  const { spelt, ...envelope } = readEnvelope(row)
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    ...(spelt?.resourceGroup === undefined ? {} : { resourceGroup: spelt.resourceGroup }),
    type: spelt?.type ?? row.type,
    name: row.name,
    ...(row.location === null ? {} : { location: row.location }),
    ...(row.tags === null ? {} : { tags: readTexts(row.tags, placeOf(row, 'tags')) }),
    provisioningState: row.provisioning_state,
    envelope,
    revision: row.revision,
  }
}

function readEnvelope(row: HeadRow): Spelt {
  const place = placeOf(row, 'envelope')
  const envelope = readJson(row.envelope, speltShape, place)
  for (const [name, shape] of Object.entries(memberShapes)) {
    const member = envelope[name as keyof Spelt]
    if (member) checkValue(member, shape, place)
  }
  return envelope
}

export const fromRow = <Body>(row: ResourceRow): ArmResource<Body> => ({
  ...headFromRow(row),
  body: bodyFrom(row) as Body,
})

function bodyFrom(row: ResourceRow): object {
  const [shape, place] = [bodyShapeOf(row.type), placeOf(row, 'body')]
  return shape ? readJson(row.body, shape, place) : readRecord(row.body, place)
}

export const envelopeText = (resource: ArmResource): string =>
  JSON.stringify({
    ...resource.envelope,
    spelt: { type: resource.type, resourceGroup: resource.resourceGroup },
  } satisfies Spelt)

/** A row that is taken apart when it is first looked into. */
export interface Unread<Of> {
  readonly id: string
  /** All that it says, always as many: of equal ones, equal resources are read, but for revisions. */
  readonly parts: readonly (string | null)[]
  read(): Of
}

const headParts = (row: HeadRow): (string | null)[] => [
  row.id,
  row.resource_group,
  row.type,
  row.name,
  row.location,
  row.tags,
  row.provisioning_state,
  row.envelope,
]

export const unreadHead = (row: HeadRow): Unread<ResourceHead> => ({
  id: row.id,
  parts: headParts(row),
  read: () => headFromRow(row),
})

export interface UnreadResource<Body = unknown> extends Unread<ArmResource<Body>> {
  /** The key of the resource that it is a child of. */
  readonly parent: string | null
}

export const unread = <Body>(row: ResourceRow): UnreadResource<Body> => ({
  id: row.id,
  parent: row.parent,
  parts: [...headParts(row), row.body],
  read: () => fromRow<Body>(row),
})
