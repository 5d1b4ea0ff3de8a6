import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { accountOf } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import type { Filterables } from '../wire/filter.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { created, deleting, found, noContent } from '../wire/replies.ts'
import { beginDeletion, cancelDeletion } from './certificate.commands.ts'
import { findCertificate, insertCertificate, listCertificates } from './certificate.queries.ts'
import type { Certificate } from './certificate.ts'
import { certificateUrl, presentCertificate } from './certificate.wire.ts'
import { certificateData } from './certificate-data.ts'
import { retirement } from './certificate-references.ts'
import { normalThumbprint } from './certificate-use.queries.ts'

type Named = Pick<Request<operations['Certificate_Get']>, 'params' | 'caller'>

const Certificate_Add: Handler<operations['Certificate_Add'], BatchPorts> = async (
  request,
  { store },
) => {
  const { thumbprint, publicData, secret } = await certificateData(request.body)
  const certificate: Certificate = {
    account: accountOf(request),
    thumbprint,
    state: 'active',
    stateTransitionTime: request.now,
    format: secret.format,
    publicData,
    revision: 0,
  }
  const isNew = await store.write((tx) => insertCertificate(tx, certificate, secret))
  if (!isNew) throw batchError('CertificateExists')
  return created(certificateUrl(request, thumbprint, 'header'))
}

const Certificate_Get: Handler<operations['Certificate_Get'], BatchPorts> = async (
  request,
  { store },
) => found(presentCertificate(request, await certificateOf(store, request)))

const filterables: Filterables = {
  state: { column: 'state', operators: ['eq', 'ne'], kind: 'word' },
  stateTransitionTime: {
    column: 'state_transition_time',
    operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
    kind: 'time',
  },
}

const Certificate_List: Handler<operations['Certificate_List'], BatchPorts> = async (
  request,
  { store },
) => {
  const filter = filterOf(request.query, filterables)
  const page = await pageOf(
    request,
    (wanted) => listCertificates(store, accountOf(request), filter, wanted),
    (certificate) => certificate.thumbprint,
    (certificate) => presentCertificate(request, certificate),
  )
  return found(page)
}

const Certificate_Delete: Handler<operations['Certificate_Delete'], BatchPorts> = async (
  request,
  { store, engine },
) => {
  await store.write(async (tx) => {
    const certificate = await certificateOf(tx, request)
    await beginDeletion(tx, engine, certificate, {
      accountId: request.caller.oid,
      now: request.now,
    })
  })
  engine.wake()
  return deleting()
}

const Certificate_CancelDeletion: Handler<
  operations['Certificate_CancelDeletion'],
  BatchPorts
> = async (request, { store }) => {
  await store.write(async (tx) => {
    await cancelDeletion(tx, await certificateOf(tx, request), request.now)
  })
  return noContent(request)
}

async function certificateOf(reader: Reader, { params, caller }: Named): Promise<Certificate> {
  const isSha1 = params.thumbprintAlgorithm.toLowerCase() === 'sha1'
  const thumbprint = normalThumbprint(params.thumbprint)
  const certificate = isSha1 && (await findCertificate(reader, accountOf({ caller }), thumbprint))
  if (!certificate) throw batchError('CertificateNotFound')
  return certificate
}

/** Refuses the call where its api-version no longer has certificates. */
const unlessRetired =
  <Op>(handler: Handler<Op, BatchPorts>): Handler<Op, BatchPorts> =>
  async (request, ports) => {
    const retired = retirement(request.apiVersion, ports.options)
    if (retired) throw retired
    return handler(request, ports)
  }

export const certificateHandlers = {
  Certificate_Add: unlessRetired(Certificate_Add),
  Certificate_Get: unlessRetired(Certificate_Get),
  Certificate_List: unlessRetired(Certificate_List),
  Certificate_Delete: unlessRetired(Certificate_Delete),
  Certificate_CancelDeletion: unlessRetired(Certificate_CancelDeletion),
} satisfies Handlers
