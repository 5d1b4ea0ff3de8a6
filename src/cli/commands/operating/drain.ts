// Before a server is stopped for long: nothing begins, and what runs may end.
import { setTimeout as sleep } from 'node:timers/promises'
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type State = components['schemas']['DrainState']

const LOOK_MS = 500

const call = async (ready: Ready, method: string): Promise<State> =>
  JSON.parse(await admin(ready, '/lazuli/drain', { method })) as State

/** Waits until nothing runs, and says how much does on stderr whenever that has changed. */
export async function drain({
  end,
  ...reaching
}: Reaching & { readonly end?: boolean }): Promise<void> {
  const ready = await readReady(reaching)
  if (end) {
    await call(ready, 'DELETE')
    process.stdout.write('Tasks begin again.\n')
    return
  }
  let told = 0
  for (let { running } = await call(ready, 'POST'); running > 0; ) {
    if (running !== told) process.stderr.write(`${running} run ...\n`)
    told = running
    await sleep(LOOK_MS)
    const now = await call(ready, 'GET')
    if (!now.draining) throw new Error('the server begins tasks again: it was told so, or started.')
    running = now.running
  }
  process.stdout.write('Nothing runs. Stop the server, or let it go on: `lazuli drain --end`.\n')
}
