import { dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { components } from '#contract/lazuli/types.ts'
import { readOrRefuse } from '#library/checks.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../client.ts'

type Schemas = components['schemas']

/** Makes what the file declares and is not there yet, and prints what was made. */
export async function seed(reaching: Reaching, file: string): Promise<void> {
  const isPiped = file === '-'
  const sent: Schemas['SeedFile'] = {
    text: isPiped ? await text(process.stdin) : await readOrRefuse('seed file', file),
    directory: isPiped ? process.cwd() : dirname(resolve(file)),
  }
  const answer = await admin(await readReady(reaching), '/lazuli/seed', {
    method: 'POST',
    body: JSON.stringify(sent),
  })
  const { created, present, value } = JSON.parse(answer) as Schemas['Seeded']
  for (const { path, id, outcome } of value) {
    if (outcome === 'created') process.stdout.write(`${path} is ${id}\n`)
  }
  process.stdout.write(`${created} created, ${present} there before.\n`)
}
