// Files packed into one, by the system's tar: it keeps owners, links, holes and names that are no text.
import { spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'

/** Files and folders by their names in a folder. */
export interface Packed {
  readonly folder: string
  readonly names: readonly string[]
}

/** Packs them, in their order, into a file that is open. Throws with what tar said, or that it was ended. */
export async function pack(
  packed: readonly Packed[],
  into: FileHandle,
  ended?: AbortSignal,
): Promise<void> {
  const holes = process.platform === 'linux' ? ['--sparse'] : []
  const what = packed.flatMap(({ folder, names }) => ['-C', folder, ...names])
  await tar(['-c', '-z', ...holes, '-f', '-', ...what], into, 'stdout', ended)
}

/** Unpacks a file into a folder that is empty. Throws with what tar said. */
export async function unpack(file: string, folder: string): Promise<void> {
  const packed = await open(file, 'r')
  try {
    await tar(['-x', '-z', '-p', '-f', '-', '-C', folder], packed, 'stdin')
  } finally {
    await packed.close()
  }
}

async function tar(
  words: readonly string[],
  file: FileHandle,
  end: 'stdin' | 'stdout',
  ended?: AbortSignal,
): Promise<void> {
  const [stdin, stdout] =
    end === 'stdin' ? [file.fd, 'ignore' as const] : ['ignore' as const, file.fd]
  const child = spawn('tar', words, {
    stdio: [stdin, stdout, 'pipe'],
    ...(ended && { signal: ended }),
  })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    if (said.length < 2_000) said += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(said.trim().split('\n')[0] || `tar ended with ${code}`)
}
