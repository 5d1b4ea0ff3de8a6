// How the published examples of Batch, of either plane, are sent to a server of ours.
import assert from 'node:assert/strict'
import { type Call, type Example, type Outcome, runExamples } from '../../arm/published-examples.ts'
import type { BatchServer } from '../batch-server.ts'

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111'

type Names = Readonly<Record<string, string>>

interface Run {
  readonly examples: readonly Example[]
  /** What the example's parameters are here. */
  namesOf(example: Example, index: number): Names
  /** Makes what the example takes for granted. */
  prepare(example: Example, names: Names): Promise<Names | undefined>
}

/** What is not answered as documented. */
export async function outcomesOf(
  batch: BatchServer,
  { examples, namesOf, prepare }: Run,
): Promise<Outcome[]> {
  const wrong = await runExamples({
    examples,
    explained: {},
    async send({ method, path, body }: Call) {
      const sent = { version: '', ...(body !== undefined && { body }) }
      const { status, text } = await batch.call(method, path, sent)
      return { status, text }
    },
    place: (example, index) => ({
      parameters: namesOf(example, index),
      placeholders: [
        {
          pattern: /\/subscriptions\/[^/"]+/g,
          value: `/subscriptions/${SUBSCRIPTION}`,
          why: 'stands for one’s own',
        },
        {
          pattern: /"expiryTime":"[^"]*"/g,
          value: '"expiryTime":"2026-03-06T00:00:00Z"',
          why: 'was to come when the example was written',
        },
        {
          pattern: /"nodeList":\[[^\]]*\]/,
          value: ({ nodeId }, text) => (nodeId ? `"nodeList":["${nodeId}"]` : text),
          why: 'names nodes of a pool elsewhere',
        },
      ],
    }),
    prepare: (example, _, index) => prepare(example, namesOf(example, index)),
  })
  assert.deepEqual(batch.bugs, [])
  return wrong
}
