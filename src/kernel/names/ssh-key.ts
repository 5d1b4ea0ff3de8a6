// Public keys as OpenSSH writes them on one line: the kind, the base64 of the key, and a comment.

/** What the key is, and what it is made of besides; undefined: the text is no such key. */
export interface SshKey {
  /** `ssh-rsa`, `ssh-ed25519` and so on. */
  readonly kind: string
  readonly fields: readonly Buffer[]
}

/** Reads one key. A line break after it is not part of it; a second key is none. */
export function parseSshKey(text: string): SshKey | undefined {
  const [line = '', ...more] = text.trim().split(/\r?\n/)
  const [kind = '', data = ''] = line.split(/\s+/)
  if (more.length > 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return undefined
  const [named, ...fields] = fieldsOf(Buffer.from(data, 'base64'))
  return named?.toString('latin1') === kind && fields.length > 0 ? { kind, fields } : undefined
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
