// Archives as images are made of, in memory.

export interface Member {
  readonly path: string
  readonly type?: 'file' | 'directory' | 'link' | 'hardLink' | 'device' | 'sparse'
  readonly mode?: number
  readonly content?: Uint8Array
  /** Where a link leads. */
  readonly target?: string
  readonly uid?: number
  /** What a sparse file is said to be long: nothing of it is in the archive. */
  readonly length?: number
}

const BLOCK = 512
const TYPES = {
  file: '0',
  hardLink: '1',
  link: '2',
  device: '3',
  directory: '5',
  sparse: 'S',
} as const

/** A tar archive of these, in their order. Paths are as they are given: none is checked. */
export function archiveOf(members: readonly Member[]): Buffer {
  const parts = members.flatMap((member) => {
    const content = Buffer.from(member.content ?? [])
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)
    return [headerOf(member, content.length), content, padding]
  })
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

function headerOf(member: Member, size: number): Buffer {
  const { path, type = 'file', mode = 0o755, target = '', uid = 0 } = member
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number): void => {
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  }
  header.write(path, 0, 100, 'utf8')
  octal(mode, 100, 8)
  octal(uid, 108, 8)
  octal(uid, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  header.fill(' ', 148, 156)
  header.write(TYPES[type], 156, 'latin1')
  header.write(target, 157, 100, 'utf8')
  header.write('ustar\x0000', 257, 'latin1')
  octal(1, 329, 8)
  octal(3, 337, 8)
  if (type === 'sparse') {
    header.write('ustar  \0', 257, 'latin1')
    octal(member.length ?? 0, 386, 12)
    octal(0, 398, 12)
    octal(member.length ?? 0, 483, 12)
  }
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}
