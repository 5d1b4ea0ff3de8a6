// Hands out user delegation keys: with one, a SAS speaks for a user instead of the account.
import { randomUUID } from 'node:crypto'
import type { Caller } from '#kernel/handler.ts'
import { parseInstant, toIso } from '#kernel/instant.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Account } from '../../accounts/account.ts'
import { dataError } from '../data-errors.ts'
import type { DataCall } from '../ports.ts'
import { readWhole } from '../upstream.ts'
import { escapeXml, textOf } from '../xml.ts'
import type { Delegations } from './delegations.ts'

const LARGEST = 16 * 1024
/** As documented. */
const LONGEST_MS = 7 * 24 * 3_600_000

export async function delegationReply(
  delegations: Delegations,
  { message, response, now }: DataCall,
  account: Account,
  caller: Caller,
): Promise<WireReply> {
  if (message.headers.expect !== undefined) response.writeContinue()
  const sent = await readWhole(message, LARGEST)
  const expiry = parseInstant(textOf(sent, 'Expiry') ?? '')
  const start = parseInstant(textOf(sent, 'Start') ?? toIso(now))
  const isRight =
    expiry !== undefined && start !== undefined && start < expiry && expiry <= now + LONGEST_MS
  if (!isRight) throw dataError('InvalidXmlNodeValue')
  const seconds = (at: NonNullable<typeof start>) => toIso(at).replace(/\.\d+Z$/, 'Z')
  const version = String(message.headers['x-ms-version'] ?? '')
  const fields = {
    skoid: caller.oid,
    sktid: caller.tenantId,
    skt: seconds(start),
    ske: seconds(expiry),
    sks: 'b',
    skv: version,
  }
  const parts = {
    SignedOid: fields.skoid,
    SignedTid: fields.sktid,
    SignedStart: fields.skt,
    SignedExpiry: fields.ske,
    SignedService: fields.sks,
    SignedVersion: fields.skv,
    Value: delegations.keyOf(account, fields),
  }
  const inner = Object.entries(parts).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/xml',
      'x-ms-request-id': randomUUID(),
      'x-ms-version': version,
    },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><UserDelegationKey>${inner.join('')}</UserDelegationKey>`,
  }
}
