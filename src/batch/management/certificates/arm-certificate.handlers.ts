// Certificates on ARM: the same rows as on the data plane, in ARM's words.

import type { components, operations } from '#contract/batch-management/types.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountResource } from '../../accounts/account.ts'
import { beginDeletion, cancelDeletion } from '../../certificates/certificate.commands.ts'
import {
  findCertificate,
  insertCertificate,
  listCertificates,
  saveCertificate,
  saveSecret,
} from '../../certificates/certificate.queries.ts'
import type { Certificate } from '../../certificates/certificate.ts'
import { type CertificateData, certificateData } from '../../certificates/certificate-data.ts'
import { accountKeyOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import type { Filterables } from '../../wire/filter.ts'
import { filterOf } from '../../wire/filtered.ts'
import { pageOf } from '../../wire/page.ts'
import { accountError } from '../accounts/account.errors.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { asArm, asSent, forwarded } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import { armEtagOf, presentArmCertificate } from './arm-certificate.wire.ts'

type Schemas = components['schemas']
type ArmHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>
type Named = Pick<Request<operations['Certificate_Get']>, 'params'>

/** `sha1-0a0e...`: the algorithm and the thumbprint. */
function thumbprintIn(name: string): string {
  const thumbprint = /^sha1-([0-9a-f]{40})$/i.exec(name)?.[1]
  if (thumbprint) return thumbprint.toLowerCase()
  const reason = 'it must be sha1- and the 40 hex digits of the thumbprint'
  throw forwarded(invalidProperty('certificateName', reason), asSent)
}

interface Found {
  readonly account: AccountResource
  readonly thumbprint: string
  readonly certificate: Certificate | undefined
}

async function find(reader: Reader, { params }: Named): Promise<Found> {
  const account = await accountOf(reader, params)
  const thumbprint = thumbprintIn(params.certificateName)
  const certificate = await findCertificate(reader, accountKeyOf(account.name), thumbprint)
  return { account, thumbprint, certificate }
}

async function existing(
  reader: Reader,
  request: Named,
): Promise<Found & { readonly certificate: Certificate }> {
  const { certificate, ...found } = await find(reader, request)
  if (certificate) return { ...found, certificate }
  throw accountError('ResourceNotFound', { name: request.params.certificateName })
}

const shown = (account: AccountResource, certificate: Certificate): Reply => ({
  status: 200,
  headers: { ETag: armEtagOf(certificate) },
  body: presentArmCertificate(account, certificate),
})

/** `*` stands for any version; a certificate that is not there has none. */
function checkConditions(
  { headers }: Pick<Request, 'headers'>,
  certificate: Certificate | undefined,
): void {
  const { 'if-match': wanted, 'if-none-match': unwanted } = headers
  const etag = certificate && armEtagOf(certificate)
  const isMet =
    (wanted === undefined || (etag !== undefined && (wanted === '*' || wanted === etag))) &&
    (unwanted !== '*' || etag === undefined)
  if (!isMet) throw accountError('PreconditionFailed')
}

/** What was sent, read and checked. What is not sent follows from the name and from what there is. */
async function dataIn(
  name: string,
  sent: Schemas['CertificateCreateOrUpdateProperties'] | undefined,
  before?: Certificate,
): Promise<CertificateData> {
  if (sent === undefined) {
    throw forwarded(missingProperty('properties'), asSent)
  }
  const format = (sent.format ?? before?.format ?? 'Pfx').toLowerCase() === 'cer' ? 'cer' : 'pfx'
  const read = await certificateData({
    thumbprint: sent.thumbprint ?? thumbprintIn(name),
    thumbprintAlgorithm: sent.thumbprintAlgorithm ?? 'sha1',
    data: sent.data,
    certificateFormat: format,
    ...(sent.password === undefined ? {} : { password: sent.password }),
  })
  if (read.thumbprint === thumbprintIn(name)) return read
  const reason = 'it is not the one in the name of the certificate'
  throw forwarded(invalidProperty('thumbprint', reason))
}

const Certificate_Create: ArmHandler<'Certificate_Create'> = async (request, { store }) => {
  const { params, body, now } = request
  const read = await dataIn(params.certificateName, body.properties)
  return await store.write(async (tx) => {
    const { account, thumbprint, certificate } = await find(tx, request)
    checkConditions(request, certificate)
    if (certificate) return await replaced(tx, account, certificate, read)
    const fresh: Certificate = {
      account: accountKeyOf(account.name),
      thumbprint,
      state: 'active',
      stateTransitionTime: now,
      format: read.secret.format,
      publicData: read.publicData,
      revision: 0,
    }
    await insertCertificate(tx, fresh, read.secret)
    return shown(account, { ...fresh, revision: 1 })
  })
}

const Certificate_Update: ArmHandler<'Certificate_Update'> = async (request, { store }) => {
  const { certificate: before } = await existing(store, request)
  const read = await dataIn(request.params.certificateName, request.body.properties, before)
  return await store.write(async (tx) => {
    const { account, certificate } = await existing(tx, request)
    checkConditions(request, certificate)
    return await replaced(tx, account, certificate, read)
  })
}

/** Its form and password may change; the certificate itself is its thumbprint. */
async function replaced(
  tx: Parameters<typeof saveSecret>[0],
  account: AccountResource,
  certificate: Certificate,
  { secret }: CertificateData,
): Promise<Reply> {
  if (certificate.state === 'deleting') {
    throw accountError('CertificateBeingDeleted', { name: certificate.thumbprint })
  }
  const next = { ...certificate, format: secret.format }
  await saveCertificate(tx, next)
  await saveSecret(tx, certificate, secret)
  return shown(account, { ...next, revision: next.revision + 1 })
}

const Certificate_Get: ArmHandler<'Certificate_Get'> = async (request, { store }) => {
  const { account, certificate } = await existing(store, request)
  return shown(account, certificate)
}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const filterables: Filterables = {
  name: {
    column: "('sha1-' || thumbprint)",
    operators: [...COMPARISONS, 'startswith'],
    kind: 'id',
  },
  'properties/provisioningState': {
    column:
      "(case state when 'active' then 'succeeded' when 'deleting' then state else 'failed' end)",
    operators: ['eq', 'ne'],
    kind: 'word',
  },
  'properties/provisioningStateTransitionTime': {
    column: 'state_transition_time',
    operators: COMPARISONS,
    kind: 'time',
  },
}

const Certificate_ListByBatchAccount: ArmHandler<'Certificate_ListByBatchAccount'> = async (
  request,
  { store },
) => {
  const account = await accountOf(store, request.params)
  const filter = filterOf(request.query, filterables)
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    (wanted) => listCertificates(store, accountKeyOf(account.name), filter, wanted),
    ({ thumbprint }) => thumbprint,
    (certificate) => selected(presentArmCertificate(account, certificate), request),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

/** `$select=properties/x` leaves out other properties; what names the resource always stays. */
function selected(
  certificate: Schemas['Certificate'],
  { query }: Pick<Request, 'query'>,
): Schemas['Certificate'] {
  const wanted = queryParameter(query, '$select')?.split(',')
  if (!wanted) return certificate
  const names = new Set(wanted.map((name) => name.trim().toLowerCase()))
  const kept = Object.entries(certificate.properties ?? {}).filter(([name]) =>
    names.has(`properties/${name.toLowerCase()}`),
  )
  return { ...certificate, properties: Object.fromEntries(kept) }
}

const Certificate_Delete: ArmHandler<'Certificate_Delete'> = async (request, ports) => {
  const { store, engine } = ports
  const begun = await store.write(async (tx) => {
    const { account, certificate } = await find(tx, request)
    if (!certificate) return undefined
    const running =
      certificate.state === 'deleting' && (await findOperation(tx, certificate.deletion ?? ''))
    const at = { accountId: account.id, now: request.now }
    return { account, operation: running || (await beginDeletion(tx, engine, certificate, at)) }
  })
  if (!begun) return { status: 204 }
  engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.account, begun.operation) }
}

const Certificate_CancelDeletion: ArmHandler<'Certificate_CancelDeletion'> = async (
  request,
  { store },
) => {
  const { account, certificate } = await store.write(async (tx) => {
    const found = await existing(tx, request)
    const certificate = await cancelDeletion(tx, found.certificate, request.now)
    return { account: found.account, certificate }
  })
  return shown(account, certificate)
}

export const armCertificateHandlers = {
  Certificate_Create: asArm(Certificate_Create),
  Certificate_Update: asArm(Certificate_Update),
  Certificate_Get: asArm(Certificate_Get),
  Certificate_ListByBatchAccount: asArm(Certificate_ListByBatchAccount),
  Certificate_Delete: asArm(Certificate_Delete),
  Certificate_CancelDeletion: asArm(Certificate_CancelDeletion),
} satisfies Handlers
