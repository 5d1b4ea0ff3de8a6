// What AKS takes as a key for the nodes: the public half of an RSA key, as OpenSSH writes it.
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import type { ClusterProperties } from '../wire.ts'

/** Named so whichever of the keys it is. */
export const KEY_TARGET = 'linuxProfile.ssh.publicKeys.keyData'

export const keyRefused = (): AzureError =>
  aksError('InvalidParameter:ssh-key', { name: KEY_TARGET }, { target: KEY_TARGET })

export const checkKeys = ({ linuxProfile }: ClusterProperties): AzureError | undefined =>
  linuxProfile?.ssh?.publicKeys?.every(({ keyData }) => isRsaKey(keyData)) === false
    ? keyRefused()
    : undefined

/** `ssh-rsa`, the base64 of the key, and anything as a comment. */
function isRsaKey(text: string): boolean {
  const [type, data = ''] = text.trim().split(/\s+/)
  if (type !== 'ssh-rsa' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return false
  const [kind, exponent, modulus, ...rest] = fieldsOf(Buffer.from(data, 'base64'))
  const isWhole = exponent !== undefined && modulus !== undefined && rest.length === 0
  return kind?.toString('latin1') === 'ssh-rsa' && isWhole && modulus.length >= 128
}

/** Fields that each come after their length; none where the lengths do not fit. */
function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = []
  let at = 0
  while (at + 4 <= blob.length) {
    const length = blob.readUInt32BE(at)
    if (at + 4 + length > blob.length) return []
    fields.push(blob.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return at === blob.length ? fields : []
}
