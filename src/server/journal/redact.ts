// Takes secrets out of what the journal shows. It errs on the side of hiding: what looks like the
// name of a secret loses its value, whatever that was.

import { excessOf } from '../contract/nesting.ts'

export const REDACTED = '(redacted)'

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'x-ms-authorization-auxiliary',
  'cookie',
  'set-cookie',
  // The secret of the managed identity.
  'x-identity-header',
])
const SECRET_NAME =
  /token|secret|passw|pwd|passphrase|assertion|credential|connectionstring|accountkey|privatekey|apikey|signature|^sas|sasurl|containerurl|^code$|^device_code$|^user_code$/i
/**
 * Secrets whatever they hold: kubeconfigs, account keys, the data of a certificate with its key. And what
 * is text in each contract: a client that sends an object there has sent the secret all the same.
 */
const SECRET_WHOLE =
  /^(kubeconfigs|primary|secondary|keys|pfx|key|data|accountkey|saskey|(admin)?password|clientsecret|secrettext|connectionstring|containerurl)$/i
/** An error's code, or the name of the fact that it tells, is no secret: `JobNotFound`, `PropertyName`. */
const TELLING = /^(code|key)$/i
const WORD = /^[A-Z][A-Za-z]{2,49}$/
const SECRET_QUERY = /^(sig|code|access_token|id_token|client_secret|client_assertion)$/i
const JWT = /\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g
/** Of a SAS wherever it begins, within other URLs and text too. */
const SIGNATURE = /([?&]code=|(?:\b|\\u0026|%[0-9A-F]{2})sig(?:=|%3D))[^&"'\s]+/gi
/** In connection strings. */
const ACCOUNT_KEY = /((?:AccountKey|SharedAccessKey|Password|Pwd)=)[^;"'\s]+/gi
/**
 * Of a storage or Batch account, in whatever words it stands: 64 bytes in base64, as they are or within a
 * URL. It begins where base64 does: the end of a long certificate is no key.
 */
const KEY =
  /(?:(?<![A-Za-z0-9+/%])|(?<=%3D|%3A|%2[02]|\\[nrt]))(?:[A-Za-z0-9+/]|%2[BF]){86}(?:==|%3D%3D)/gi
const KEY_END = /==|%3D%3D/i
const PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g

/** Text without tokens, signatures and private keys. */
export const redactText = (text: string): string =>
  // Few texts have the end of a key, and it is sooner found.
  (KEY_END.test(text) ? text.replace(KEY, REDACTED) : text)
    .replace(JWT, REDACTED)
    .replace(SIGNATURE, `$1${REDACTED}`)
    .replace(PEM, REDACTED)
    .replace(ACCOUNT_KEY, `$1${REDACTED}`)

export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    const text = typeof value === 'string' ? value : value.join(', ')
    return [[name, SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : redactText(text)]]
  })
}

/** A URL without the values of its secret parameters. */
export function redactUrl(address: string): string {
  const url = address.replace(MANAGED_IDENTITY, `$1${REDACTED}`)
  const mark = url.indexOf('?')
  if (mark < 0) return redactText(url)
  const pairs = url.slice(mark + 1).split('&')
  const shown = pairs.map((pair) => {
    // However the name is written: `%5F` is an underscore.
    const [name = ''] = new URLSearchParams(pair).keys()
    return isSecretQuery(name) ? `${pair.split('=', 1)}=${REDACTED}` : redactText(pair)
  })
  return `${redactText(url.slice(0, mark))}?${shown.join('&')}`
}

/** ARM's own parameters, `$skiptoken` among them, lead to nothing that the caller may not see. */
const isSecretQuery = (name: string): boolean =>
  SECRET_QUERY.test(name) || (SECRET_NAME.test(name) && !name.startsWith('$'))

/** The address of the managed identity endpoint has its secret as a part of the path. */
const MANAGED_IDENTITY = /(\/managed-identity\/+)[^/?]+/i

/** A JSON value with every secret's value replaced. */
export function redactJson(value: unknown): unknown {
  if (typeof value === 'string')
    return /^\s*[[{]/.test(value) ? redactBody(value) : redactText(value)
  if (Array.isArray(value)) return value.map(redactJson)
  if (typeof value !== 'object' || value === null) return value
  const named = value as { readonly name?: unknown; readonly value?: unknown }
  if (typeof named.name === 'string' && 'value' in value && isSecretSetting(named.name)) {
    return { ...(redactMembers(value) as object), value: REDACTED }
  }
  return redactMembers(value)
}

/** Of an environment setting or of metadata: `STORAGE_KEY` is as much of a secret as `storageKey`. */
const isSecretSetting = (name: string): boolean => {
  const plain = name.replace(/[^a-z0-9]/gi, '')
  return SECRET_NAME.test(plain) || /key\d*$/i.test(plain)
}

function redactMembers(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, redactMember(name, member)]),
  )
}

function redactMember(name: string, member: unknown): unknown {
  if (member === null || member === undefined) return member
  if (TELLING.test(name) && typeof member === 'string' && WORD.test(member)) return member
  if (SECRET_WHOLE.test(name)) return REDACTED
  if (!SECRET_NAME.test(name)) return redactJson(member)
  // What is inside an object with such a name is looked at for itself.
  const hide = (one: unknown) => (typeof one === 'string' ? REDACTED : redactJson(one))
  return Array.isArray(member) ? member.map(hide) : hide(member)
}

/** Text that may be JSON, with its secrets replaced. */
export function redactBody(text: string): string {
  return redactedJson(Buffer.from(text)) ?? redactText(text)
}

/** JSON text without its secrets. Undefined where it is none: no one knows then what is a secret. */
export function redactedJson(bytes: Uint8Array): string | undefined {
  if (excessOf(bytes)) return undefined
  try {
    return JSON.stringify(redactJson(JSON.parse(Buffer.from(bytes).toString())))
  } catch {
    return undefined
  }
}
