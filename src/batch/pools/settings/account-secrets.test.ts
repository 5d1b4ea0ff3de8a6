import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { checkPassword, checkPrivateKey, checkPublicKey } from './account-secrets.rules.ts'

/** Whether it is refused; a refusal never tells the value. */
function refuses(check: (path: string, value: string) => void, value: string): boolean {
  try {
    check('it', value)
    return false
  } catch (error) {
    assert.ok(error instanceof AzureError)
    assert.equal(error.code, 'InvalidPropertyValue')
    const told = JSON.stringify(error.extras.values)
    assert.ok(value === '' || !told.includes(JSON.stringify(value).slice(1, -1)), told)
    return true
  }
}

/** Each field after its length, as OpenSSH has them. */
const fields = (...all: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(
    all.flatMap((each) => {
      const bytes = Buffer.from(each)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
const line = (kind: string, ...rest: readonly (string | Buffer)[]): string =>
  `${kind} ${fields(kind, ...rest).toString('base64')}`

const ed25519 = line('ssh-ed25519', Buffer.alloc(32, 7))
const rsa = line('ssh-rsa', Buffer.from([1, 0, 1]), Buffer.alloc(257, 7))

test('public keys in the form of OpenSSH are taken, with a comment or a line break after them', () => {
  const ecdsa = line('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(65, 7))
  for (const key of [ed25519, rsa, ecdsa, `${rsa} kim@host with words`, `${ed25519}\n`]) {
    assert.equal(refuses(checkPublicKey, key), false, key)
  }
})

test('what is no public key, or more than one, is refused', () => {
  const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  const [, data = ''] = rsa.split(' ')
  for (const key of [
    '',
    'nothing',
    'ssh-rsa',
    'ssh-rsa AAAA',
    'ssh-rsa not!base64',
    data,
    `ssh-ed25519 ${data}`,
    `ssh-rsa ${data.slice(0, -8)}`,
    `command="x" ${rsa}`,
    `${rsa}\n${ed25519}`,
    line('ssh-dss'),
    line('x-unknown', 'x'),
    String(pem),
  ]) {
    assert.equal(refuses(checkPublicKey, key), true, key)
  }
})

test('a private key that a password protects is refused in each of its forms, and no other text', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const cipher = 'aes-128-cbc'
  const pem = (type: 'pkcs1' | 'pkcs8', passphrase?: string): string =>
    String(privateKey.export({ type, format: 'pem', ...(passphrase && { cipher, passphrase }) }))
  const openSsh = (name: string): string => {
    const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), fields(name, 'none', '')])
    const words = 'OPENSSH PRIVATE KEY'
    return `-----BEGIN ${words}-----\n${body.toString('base64')}\n-----END ${words}-----\n`
  }
  for (const key of [pem('pkcs1', 'x'), pem('pkcs8', 'x'), openSsh('aes256-ctr')]) {
    assert.equal(refuses(checkPrivateKey, key), true, key)
  }
  for (const key of [pem('pkcs1'), pem('pkcs8'), openSsh('none'), 'sshprivatekeyvalue']) {
    assert.equal(refuses(checkPrivateKey, key), false, key)
  }
})

test('a password is any text that has something and no control characters', () => {
  for (const password of ['12345', ' ', 'pass:word', 'ü'.repeat(200)]) {
    assert.equal(refuses(checkPassword, password), false, password)
  }
  for (const password of ['', 'a\nb', 'a\0b', '\u0085x', 'a\tb']) {
    assert.equal(refuses(checkPassword, password), true, password)
  }
})
