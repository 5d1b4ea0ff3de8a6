// Pods that are processes of this machine, and kubectl as their users call it.
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { V1Container, V1PodSpec } from '@kubernetes/client-node'
import { archiveOf } from '#testing/containers/archive.ts'
import { busyboxLayer } from '#testing/containers/image.ts'
import type { Estate } from '../kubernetes/estate.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'

/** An image that has the programs of this machine. */
export const IMAGE = 'lazuli.localhost/host'

/** A pod of one container that runs this line. */
export const podOf = (
  line: string,
  change: Partial<V1PodSpec> = {},
  container: Partial<V1Container> = {},
): V1PodSpec => ({
  terminationGracePeriodSeconds: 5,
  containers: [{ name: 'main', image: IMAGE, command: ['/bin/sh', '-c', line], ...container }],
  ...change,
})

/** Goes on until it is asked to end, and ends then. */
export const GOES_ON = 'trap "exit 0" TERM; while :; do sleep 0.2; done'

interface Said {
  readonly code: number
  readonly out: string
  readonly errors: string
}

/** Runs a program to its end. */
async function call(
  program: string,
  words: readonly string[],
  input: string | Buffer = '',
  env: NodeJS.ProcessEnv = process.env,
): Promise<Said> {
  const child = spawn(program, words, { env, timeout: 60_000 })
  let out = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  child.stdin.on('error', () => undefined).end(input)
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject)
  child.on('close', resolve)
  return { code: (await promise) ?? -1, out, errors }
}

/** What a program prints that ends well. */
export async function run(
  program: string,
  words: readonly string[],
  input: string | Buffer = '',
): Promise<string> {
  const { code, out, errors } = await call(program, words, input)
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors}`)
  return out.trim()
}

/** Puts an image of a shell and little else into Podman's own store. */
export async function importImage(name: string, changes: readonly string[]): Promise<void> {
  const words = changes.flatMap((change) => ['--change', change])
  await run('podman', ['import', '--quiet', ...words, '-', name], archiveOf(busyboxLayer()))
}

/** Calls kubectl with a cluster's own file. */
export async function kubectlFor(estate: Estate, name: string) {
  const file = join(estate.lazuli.ready.readyFile, `../${name}.kubeconfig`)
  await writeFile(file, await estate.kubeconfig(name), { mode: 0o600 })
  const program = join(await binariesDirectory(), 'kubectl')
  const env = { KUBECONFIG: file, HOME: '/nonexistent' }
  return (words: readonly string[], input = ''): Promise<Said> => call(program, words, input, env)
}
