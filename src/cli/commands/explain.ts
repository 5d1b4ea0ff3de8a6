import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../client.ts'

type Explanation = components['schemas']['Explanation']

/** Prints why a task, or a job's next task, does not start. */
export async function explain(options: Reaching, job: string, task?: string): Promise<void> {
  const query = new URLSearchParams({ job, ...(task === undefined ? {} : { task }) })
  const answer = await admin(await readReady(options), `/lazuli/explain?${query}`)
  const { what, state, reasons } = JSON.parse(answer) as Explanation
  process.stdout.write(`${what} is ${state}\n`)
  const lines = reasons.length > 0 ? reasons : ['Nothing keeps it from starting.']
  for (const line of lines) process.stdout.write(`  ${line}\n`)
}
