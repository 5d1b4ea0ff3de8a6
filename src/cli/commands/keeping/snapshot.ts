// All that a server holds, kept under a name, and brought back.
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type Schemas = components['schemas']
type Snapshot = Schemas['Snapshot']

async function call<Body>(
  reaching: Reaching,
  method: string,
  path: string,
  body?: object,
): Promise<Body> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const text = await admin(await readReady(reaching), `/lazuli/${path}`, { method, ...sent })
  return JSON.parse(text) as Body
}

const pathOf = (name: string): string => `snapshots/${encodeURIComponent(name)}`
const print = (snapshot: Snapshot): void => void process.stdout.write(linesOf(snapshot))

export async function save(
  { files, ...reaching }: Reaching & { readonly files?: boolean },
  name: string,
): Promise<void> {
  const wanted = { name, ...(files ? { files } : {}) }
  print(await call<Snapshot>(reaching, 'POST', 'snapshots', wanted))
}

export async function restore(reaching: Reaching, name: string): Promise<void> {
  print(await call<Snapshot>(reaching, 'POST', `${pathOf(name)}/restore`))
}

export async function list(reaching: Reaching): Promise<void> {
  const { value } = await call<Schemas['SnapshotList']>(reaching, 'GET', 'snapshots')
  process.stdout.write(value.length === 0 ? 'There is no snapshot.\n' : value.map(linesOf).join(''))
}

export async function remove(reaching: Reaching, name: string): Promise<void> {
  await call(reaching, 'DELETE', pathOf(name))
  process.stdout.write(`${name} is removed.\n`)
}

export async function reset(reaching: Reaching): Promise<void> {
  const { now } = await call<Schemas['ClockTime']>(reaching, 'POST', 'reset')
  process.stdout.write(`The server is as it was when it started. It is ${now}.\n`)
}

function linesOf({ name, takenAt, storeBytes, files, leftOut }: Snapshot): string {
  const parts = [`store (${Math.ceil(storeBytes / 1024)} KB)`, ...files]
  return [
    `${name}, taken at ${takenAt}`,
    `  with ${parts.join(', ')}`,
    ...(leftOut.length > 0 ? [`  without ${leftOut.join(', ')}`] : []),
    '',
  ].join('\n')
}
