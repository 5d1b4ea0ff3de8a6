import type { Instant } from '#kernel/instant.ts'
import { type Place, readJson, readUpTo, readWord, type Shape } from '#store/read-json.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import { certificateMoves } from './certificate.machine.ts'
import type { Certificate, CertificateSecret } from './certificate.ts'

interface CertificateRow {
  account: AccountKey
  thumbprint: string
  state: string
  state_transition_time: number
  revision: number
  body: string
}

type Body = Omit<
  Certificate,
  'account' | 'thumbprint' | 'state' | 'stateTransitionTime' | 'revision'
>

const bodyShape: Shape<Body> = {
  previousState: 'string?',
  previousStateTransitionTime: 'number?',
  format: 'string',
  publicData: 'string',
  deleteCertificateError: 'object?',
  deletion: 'string?',
}

const secretShape: Shape<CertificateSecret> = {
  format: 'string',
  data: 'string',
  password: 'string?',
}

const placeOf = (thumbprint: string, column: string): Place => ({
  table: 'batch_certificate',
  key: thumbprint,
  column,
})

const fromRow = (row: CertificateRow): Certificate => ({
  ...readJson(row.body, bodyShape, placeOf(row.thumbprint, 'body')),
  account: row.account,
  thumbprint: row.thumbprint,
  state: readWord(row.state, certificateMoves, placeOf(row.thumbprint, 'state')),
  stateTransitionTime: row.state_transition_time as Instant,
  revision: row.revision,
})

/** What has no column of its own. */
function bodyOf(certificate: Certificate): string {
  const { account, thumbprint, state, stateTransitionTime, revision, ...body } = certificate
  return JSON.stringify(body)
}

export async function findCertificate(
  reader: Reader,
  account: AccountKey,
  thumbprint: string,
): Promise<Certificate | undefined> {
  const row = await reader.get<CertificateRow>(sql`
    select * from batch_certificate where account = ${account} and thumbprint = ${thumbprint}`)
  return row && fromRow(row)
}

/** In the order of their thumbprints. */
export async function listCertificates(
  reader: Reader,
  account: AccountKey,
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<Certificate[]> {
  const conditions = [sql`account = ${account}`, filter]
  if (after !== undefined) conditions.push(sql`thumbprint > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<CertificateRow>(sql`
    select * from batch_certificate where ${join(conditions, ' and ')}
     order by thumbprint limit ${most}`),
    fromRow,
  )
}

/** False: the account has it already. */
export async function insertCertificate(
  tx: Tx,
  certificate: Certificate,
  secret: CertificateSecret,
): Promise<boolean> {
  const { account, thumbprint, state, stateTransitionTime } = certificate
  const changed = await tx.run(sql`
    insert into batch_certificate
      (account, thumbprint, state, state_transition_time, revision, body, secret)
    values (${account}, ${thumbprint}, ${state}, ${stateTransitionTime}, 1,
            ${bodyOf(certificate)}, ${JSON.stringify(secret)})
    on conflict do nothing`)
  return changed === 1
}

/** Replaces what was added, after a renewal of its password or form. */
export async function saveSecret(
  tx: Tx,
  { account, thumbprint }: Pick<Certificate, 'account' | 'thumbprint'>,
  secret: CertificateSecret,
): Promise<void> {
  await tx.run(sql`
    update batch_certificate set secret = ${JSON.stringify(secret)}
     where account = ${account} and thumbprint = ${thumbprint}`)
}

/** Saves it only if it has not changed since it was read. */
export async function saveCertificate(tx: Tx, certificate: Certificate): Promise<boolean> {
  const changed = await tx.run(sql`
    update batch_certificate
       set state = ${certificate.state}, state_transition_time = ${certificate.stateTransitionTime},
           revision = revision + 1, body = ${bodyOf(certificate)}
     where account = ${certificate.account} and thumbprint = ${certificate.thumbprint}
       and revision = ${certificate.revision}`)
  return changed === 1
}

export async function removeCertificate(tx: Tx, certificate: Certificate): Promise<void> {
  await tx.run(sql`
    delete from batch_certificate
     where account = ${certificate.account} and thumbprint = ${certificate.thumbprint}`)
}

/** What was added, with its private key: for nodes that install it. */
export async function findSecret(
  reader: Reader,
  account: AccountKey,
  thumbprint: string,
): Promise<CertificateSecret | undefined> {
  const row = await reader.get<{ secret: string }>(sql`
    select secret from batch_certificate
     where account = ${account} and thumbprint = ${thumbprint}`)
  return row && readJson(row.secret, secretShape, placeOf(thumbprint, 'secret'))
}

/** All of the account, whatever refers to them. */
export async function removeCertificates(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_certificate_use where account = ${account}`)
  await tx.run(sql`delete from batch_certificate where account = ${account}`)
}
