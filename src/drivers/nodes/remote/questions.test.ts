import assert from 'node:assert/strict'
import { duplexPair } from 'node:stream'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { type FromAgent, type FromDriver, onLines, type Question } from '../channel.ts'
import type { NodeSecrets } from '../port.ts'
import { Conversation } from './conversation.ts'

const asks: Question = { about: 'token', nodeId: 'n', identity: 'i', isFresh: false }
const MANY = 20_000

/** An agent and the server that it asks, which answers with a token of so many characters. */
function scene(token: (() => Promise<string>) | number) {
  const long = typeof token === 'number' ? 'x'.repeat(token) : ''
  const trouble: string[] = []
  const conversation = new Conversation({
    take: () => {},
    suits: () => true,
    secrets: {
      token: typeof token === 'number' ? async () => long : token,
      autoStorage: async () => assert.fail('asked for'),
    } as NodeSecrets,
    onTrouble: (error) => trouble.push((error as Error).message),
  })
  const [agent, socket] = duplexPair()
  void conversation.over(socket)
  const ask = (number: number, question: Question = asks): void => {
    const line: FromAgent = { question: number, asks: question }
    agent.write(`${JSON.stringify(line)}\n`)
  }
  return { agent, ask, socket, trouble }
}

test('an agent that asks a lot and reads the answers gets every one', async () => {
  const { agent, ask, socket } = scene(1_000)
  const answered = new Set<number>()
  onLines<FromDriver>(agent, (line) => {
    if ('answer' in line) answered.add(line.answer)
  })
  for (let number = 0; number < MANY; number++) {
    ask(number)
    if (number % 100 === 0) await turn()
  }
  while (answered.size < MANY && !socket.destroyed) await turn()
  assert.equal(answered.size, MANY)
})

for (const [what, token] of [
  ['long answers', 100_000],
  ['many answers', 10],
  ['none, as they are not there yet', () => new Promise<string>(() => {})],
] as const) {
  test(`an agent that asks and never reads loses its connection: ${what}`, async () => {
    const { ask, socket, trouble } = scene(token)
    let asked = 0
    for (; asked < MANY && !socket.destroyed; asked++) {
      ask(asked)
      if (asked % 10 === 0) await turn()
    }
    assert.ok(socket.destroyed)
    // Its error is an event of later.
    await turn()
    assert.match(trouble.join(), /reads no answers/)
    // What is kept is bounded by its length, where answers are long.
    if (token === 100_000) assert.ok(asked < 1_000, `${asked}`)
  })
}

test('a question of a length that no name has ends the connection', async () => {
  const { ask, socket, trouble } = scene(10)
  ask(1, { ...asks, identity: 'i'.repeat(5_000) })
  while (!socket.destroyed) await turn()
  await turn()
  assert.match(trouble.join(), /question/)
})
