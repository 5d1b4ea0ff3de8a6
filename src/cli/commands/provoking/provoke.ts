import type { components } from '#contract/lazuli/types.ts'
import { defined } from '#kernel/defined.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

interface Options extends Reaching {
  readonly error?: string
  readonly message?: string
  readonly account?: string
}

type Schemas = components['schemas']

/** Lets something happen to a pool or its nodes, and prints what became of them. */
export async function provoke(
  { error: code, message, account, ...reaching }: Options,
  what: string,
  pool: string,
  node?: string,
): Promise<void> {
  if (code === undefined && message !== undefined) throw new Error('--message needs --error')
  const provocation: Schemas['Provocation'] = {
    what,
    pool,
    ...defined({ node, account }),
    ...(code === undefined ? {} : { error: { code, ...defined({ message }) } }),
  }
  const body = JSON.stringify(provocation)
  const answer = await admin(await readReady(reaching), '/lazuli/provoke', { method: 'POST', body })
  const { value } = JSON.parse(answer) as Schemas['ProvokedList']
  for (const each of value) {
    const operation = each.operation === undefined ? '' : `, operation ${each.operation}`
    process.stdout.write(`${each.node} is ${each.state} now${operation}\n`)
  }
}
