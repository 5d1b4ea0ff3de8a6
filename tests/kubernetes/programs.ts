// The programs of a control plane, built once for each state of their module.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROGRAMS } from '#drivers/cluster/kubernetes/programs.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const module = join(here, 'control-plane')
const cache = join(here, '.cache')

const KUBERNETES_VERSION = '1.37.2'

/** A folder for each state of the module: an older one is of no use. */
async function folder(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of ['go.mod', 'go.sum', 'main.go'])
    hash.update(await readFile(join(module, name)))
  return hash.digest('hex').slice(0, 16)
}

export async function binariesDirectory(): Promise<string> {
  return join(cache, await folder())
}

/** Builds what is not there yet, which takes minutes the first time; answers the directory. */
export async function buildPrograms(): Promise<string> {
  const name = await folder()
  const directory = join(cache, name)
  const found: readonly string[] = await readdir(cache).catch(() => [])
  if (found.includes(name)) return directory
  const making = `${directory}.new`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  const [first, ...others] = PROGRAMS
  const [major, minor] = KUBERNETES_VERSION.split('.')
  const version = 'k8s.io/component-base/version'
  const variables = [
    `-X ${version}.gitVersion=v${KUBERNETES_VERSION}`,
    `-X ${version}.gitMajor=${major}`,
    `-X ${version}.gitMinor=${minor}`,
  ]
  const flags = ['-p=2', '-trimpath', '-ldflags', ['-s', '-w', ...variables].join(' ')]
  await go(['build', ...flags, '-o', join(making, first), '.'])
  for (const other of others) await link(join(making, first), join(making, other))
  for (const old of found) await rm(join(cache, old), { recursive: true, force: true })
  await rename(making, directory)
  return directory
}

/** The client in Go, which is made of parts of the same module. */
export async function buildClient(): Promise<string> {
  const program = join(await binariesDirectory(), 'clientstory')
  await go(['build', '-p=2', '-trimpath', '-o', program, './clientstory'])
  return program
}

async function go(words: readonly string[]): Promise<void> {
  const child = spawn('go', words, { cwd: module, stdio: 'inherit' })
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject)
  child.on('close', resolve)
  const code = await promise
  if (code !== 0) throw new Error(`go ${words[0]} ended with ${code}`)
}
