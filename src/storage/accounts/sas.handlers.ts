// SAS that Resource Manager makes for those who may not have the keys.
import type { operations } from '#contract/storage/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Handler } from '#kernel/handler.ts'
import { parseInstant, toIso } from '#kernel/instant.ts'
import { storageError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { StoragePorts } from '../ports.ts'
import {
  accountSasText,
  type SasFields,
  type SasService,
  serviceSasText,
  signText,
} from '../signing/sas.ts'
import type { Account } from './account.ts'
import { KEY_NAMES, keyedAccountOf } from './key.handlers.ts'

type SasHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>

/** The version of SAS that Resource Manager makes. */
const VERSION = '2015-04-05'

const invalid = (names: string): AzureError =>
  storageError('InvalidValuesForRequestParameters', { names })

function keyOf({ keys }: Account, asked = 'key1'): string {
  const name = KEY_NAMES.find((each) => each === asked.toLowerCase())
  if (!name) throw invalid('keyToSign')
  return keys[name]
}

/** Whole seconds: what the signature covers has no fractions. */
function timeOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw invalid(name)
  return toIso(at).replace(/\.\d+Z$/, 'Z')
}

function letters(name: string, text: string | undefined, known: string): string | undefined {
  if (text === undefined) return undefined
  const isRight = text !== '' && [...text].every((letter) => known.includes(letter))
  if (!isRight) throw invalid(name)
  return text
}

function tokenOf(fields: SasFields, key: string, text: string): string {
  const sent = Object.entries({ ...fields, sig: signText(key, text) })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
  return sent.join('&')
}

const StorageAccounts_ListAccountSAS: SasHandler<'StorageAccounts_ListAccountSAS'> = async (
  { params, body },
  { store },
) => {
  const account = await keyedAccountOf(store, params)
  const fields: SasFields = {
    sv: VERSION,
    ss: letters('signedServices', body.signedServices, 'bqtf'),
    srt: letters('signedResourceTypes', body.signedResourceTypes, 'sco'),
    sp: letters('signedPermission', body.signedPermission, 'rwdxylacuptfi'),
    sip: body.signedIp,
    spr: body.signedProtocol,
    st: timeOf('signedStart', body.signedStart),
    se: timeOf('signedExpiry', body.signedExpiry),
  }
  const key = keyOf(account, body.keyToSign)
  const accountSasToken = tokenOf(fields, key, accountSasText(account.name, fields))
  return { status: 200, body: { accountSasToken } }
}

const RESOURCE = /^\/(blob|queue|table|file)\/([a-z0-9]{3,24})\/[^/]+(\/.*)?$/

const StorageAccounts_ListServiceSAS: SasHandler<'StorageAccounts_ListServiceSAS'> = async (
  { params, body },
  { store },
) => {
  const account = await keyedAccountOf(store, params)
  const resource = body.canonicalizedResource
  const found = RESOURCE.exec(resource)
  if (!found || found[2] !== account.name) throw invalid('canonicalizedResource')
  if (body.signedIdentifier === undefined && body.signedExpiry === undefined) {
    throw invalid('signedExpiry')
  }
  const service = found[1] as SasService
  const fields: SasFields = {
    sv: VERSION,
    sr: letters('signedResource', body.signedResource, 'bcfs'),
    ...(service === 'table' ? { tn: resource.split('/')[3]! } : {}),
    spk: body.startPk,
    srk: body.startRk,
    epk: body.endPk,
    erk: body.endRk,
    sp: letters('signedPermission', body.signedPermission, 'racwdxyltmeopiuf'),
    st: timeOf('signedStart', body.signedStart),
    se: timeOf('signedExpiry', body.signedExpiry),
    si: body.signedIdentifier,
    sip: body.signedIp,
    spr: body.signedProtocol,
    rscc: body.rscc,
    rscd: body.rscd,
    rsce: body.rsce,
    rscl: body.rscl,
    rsct: body.rsct,
  }
  const key = keyOf(account, body.keyToSign)
  const serviceSasToken = tokenOf(fields, key, serviceSasText(service, resource, fields))
  return { status: 200, body: { serviceSasToken } }
}

export const sasHandlers = {
  StorageAccounts_ListAccountSAS,
  StorageAccounts_ListServiceSAS,
} satisfies Handlers
