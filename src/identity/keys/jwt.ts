// JSON Web Tokens in compact form, with the algorithms that Entra and its clients use.
import { constants, createSign, type KeyObject, verify } from 'node:crypto'

export type Claims = Readonly<Record<string, unknown>>

/** A token taken apart. Nothing in it is to be believed before its signature is checked. */
export interface Jwt {
  readonly header: Claims
  readonly claims: Claims
  readonly signed: string
  readonly signature: Buffer
}

/** No token of ours is half as long; a longer one is not worth taking apart. */
const LONGEST = 16_384

/** Undefined when the text is not three parts of base64url with JSON objects in the first two. */
export function decodeJwt(text: string): Jwt | undefined {
  if (text.length > LONGEST || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return undefined
  const [header, claims, signature] = text.split('.') as [string, string, string]
  const parsed = [header, claims].map(parsePart)
  if (!parsed[0] || !parsed[1]) return undefined
  return {
    header: parsed[0],
    claims: parsed[1],
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

function parsePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined
  } catch {
    return undefined
  }
}

const part = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs with RS256. */
export function signJwt(header: Claims, claims: Claims, key: KeyObject): string {
  const signed = `${part({ typ: 'JWT', alg: 'RS256', ...header })}.${part(claims)}`
  return `${signed}.${createSign('sha256').update(signed).sign(key, 'base64url')}`
}

/**
 * Whether `key` signed the token. The key decides which algorithms can be meant: RS256, and PS256
 * where the caller allows it, never what else the header names.
 */
export function isSignedBy(jwt: Jwt, key: KeyObject, algorithms: readonly string[]): boolean {
  const { alg } = jwt.header
  if (key.asymmetricKeyType !== 'rsa' || typeof alg !== 'string') return false
  if (!algorithms.includes(alg)) return false
  const data = Buffer.from(jwt.signed)
  if (alg === 'RS256') return verify('sha256', data, key, jwt.signature)
  if (alg !== 'PS256') return false
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return verify('sha256', data, { key, ...padding }, jwt.signature)
}
