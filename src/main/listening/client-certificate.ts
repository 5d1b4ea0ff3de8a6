import { X509Certificate } from 'node:crypto'
import { readOrRefuse } from '#library/checks.ts'

/** The PEM that an option names; throws with words for its user where that is none. */
export async function readCertificate(file: string): Promise<string> {
  const pem = await readOrRefuse('certificate', file)
  let kind: string | undefined
  try {
    kind = new X509Certificate(pem).publicKey.asymmetricKeyType
  } catch (cause) {
    throw new Error(`${file} holds no certificate in PEM.`, { cause })
  }
  if (kind === 'rsa') return pem
  throw new Error(`the certificate ${file} is not of an RSA key: Entra takes no other.`)
}
