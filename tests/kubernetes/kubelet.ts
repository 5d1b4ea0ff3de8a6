// The node program of deploy/kubelet, built once for each state of its module.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binariesDirectory } from './programs.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const module = join(here, '../../deploy/kubelet')
const cache = join(here, '.cache')
const PREFIX = 'kubelet-'

async function fileName(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(module)).sort()) hash.update(await readFile(join(module, name)))
  return `${PREFIX}${hash.digest('hex').slice(0, 16)}`
}

/** Builds it where it is not there yet; answers where it is. */
export async function kubeletProgram(): Promise<string> {
  await mkdir(cache, { recursive: true })
  const name = await fileName()
  const program = join(cache, name)
  const found = await readdir(cache)
  if (found.includes(name)) return program
  const making = `${program}.${process.pid}.new`
  const child = spawn('go', ['build', '-p=2', '-trimpath', '-o', making, '.'], {
    cwd: module,
    stdio: 'inherit',
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`go build ended with ${code}`)
  for (const old of found) if (old.startsWith(PREFIX)) await rm(join(cache, old), { force: true })
  await rename(making, program)
  return program
}

/** Puts it beside the programs of a control plane, by the name by which it is looked for there. */
export async function addKubelet(): Promise<void> {
  const program = await kubeletProgram()
  const place = join(await binariesDirectory(), 'lazuli-kubelet')
  await rm(place, { force: true })
  await link(program, place)
}
