import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

/** Begins work that Azure does to a cluster unasked, and prints its operation. */
export async function maintain(reaching: Reaching, clusterId: string): Promise<void> {
  const path = `/lazuli/maintain?id=${encodeURIComponent(clusterId)}`
  const answer = await admin(await readReady(reaching), path, { method: 'POST' })
  const { operation } = JSON.parse(answer) as components['schemas']['Maintained']
  process.stdout.write(`Operation ${operation} has begun.\n`)
}
