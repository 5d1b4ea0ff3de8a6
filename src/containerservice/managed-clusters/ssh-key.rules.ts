// What AKS takes as a key for the nodes: the public half of an RSA key, as OpenSSH writes it.
import type { AzureError } from '#kernel/catalogue.ts'
import { parseSshKey } from '#kernel/names/ssh-key.ts'
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

function isRsaKey(text: string): boolean {
  const key = parseSshKey(text)
  const [exponent, modulus, ...rest] = key?.fields ?? []
  const isWhole = exponent !== undefined && modulus !== undefined && rest.length === 0
  return key?.kind === 'ssh-rsa' && isWhole && modulus.length >= 128
}
