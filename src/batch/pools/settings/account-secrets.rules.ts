// Passwords and keys of the accounts on nodes. Pure. No value is repeated in a refusal: each is a secret, or
// may be one that was sent by mistake.
import { parseSshKey } from '#kernel/names/ssh-key.ts'
import { invalidAccount, invalidProperty } from '../../refusals.ts'

/**
 * Refuses a password that no system could be told. None is too simple: the published examples have
 * `12345`, and no rule for more is published.
 */
export function checkPassword(path: string, password: string): void {
  if (password === '') throw invalidAccount(path, 'It must not be empty')
  if (/\p{Cc}/u.test(password)) throw invalidAccount(path, 'It must have no control characters')
}

/** What today's OpenSSH logs in by, with what Azure's older images still take. */
const KINDS = /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-[\w.@-]+)$/

/** Published: a key as OpenSSH encodes it, in base64. */
export function checkPublicKey(path: string, text: string): void {
  const key = parseSshKey(text)
  if (key && KINDS.test(key.kind)) return
  throw invalidAccount(path, 'It must be a public key in the form of OpenSSH')
}

/** Published: it must not be protected by a password. Its form is not: the examples have any text. */
export function checkPrivateKey(path: string, text: string): void {
  if (!isProtected(text)) return
  throw invalidProperty(path, 'The private key must not be password protected')
}

const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/
const MAGIC = 'openssh-key-v1\0'

function isProtected(text: string): boolean {
  if (/^Proc-Type:\s*4,\s*ENCRYPTED/im.test(text)) return true
  if (text.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')) return true
  const blob = Buffer.from(OPENSSH.exec(text)?.[1] ?? '', 'base64')
  if (blob.length < MAGIC.length + 4 || !blob.toString('latin1').startsWith(MAGIC)) return false
  // The name of the cipher comes first.
  const length = blob.readUInt32BE(MAGIC.length)
  const cipher = blob.subarray(MAGIC.length + 4, MAGIC.length + 4 + length).toString('latin1')
  return cipher !== 'none'
}
