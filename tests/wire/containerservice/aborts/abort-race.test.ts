// An abort and the completion of what it aborts, racing in one process. Each run has a seed of its
// own, which decides how long the driver takes and how late the abort comes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CredentialIssuer } from '#containerservice/credentials/credentials.ts'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { random } from '../../batch/seeded-random.ts'
import type { Answer } from '../../server/pipeline-call.ts'
import { type AksError, clusterBody, World } from '../containerservice-world.ts'

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** A driver that takes as many turns of the event loop as the run says. */
const slowClusters = (delay: { turns: number }) => ({
  ...simulatedClusters(),
  runControlPlane: () => turns(delay.turns),
  setNodePool: () => turns(delay.turns),
  stop: () => turns(delay.turns),
})

const real = certificateIssuer(issueCertificate)

/** Thousands of runs need no thousands of keys. */
function sameCredentials(): CredentialIssuer {
  let issued: ReturnType<CredentialIssuer['issue']> | undefined
  return {
    ...real,
    issue(now) {
      issued ??= real.issue(now)
      return issued
    },
  }
}

interface Racer {
  readonly begin: (world: World) => Promise<Answer<unknown>>
  readonly abort: (world: World) => Promise<Answer<AksError>>
  readonly state: (world: World) => Promise<string | undefined>
}

const cluster: Pick<Racer, 'abort' | 'state'> = {
  abort: (world) => world.cluster<AksError>('POST', 'one', '/abort'),
  state: (world) => world.stateOf('one'),
}
const racers: Readonly<Record<string, Racer>> = {
  'an update of tags': {
    ...cluster,
    begin: (world) => world.cluster('PATCH', 'one', '', { tags: { a: 'b' } }),
  },
  'an update': { ...cluster, begin: (world) => world.cluster('PUT', 'one', '', clusterBody()) },
  'the update of a pool': {
    begin: (world) => world.pool('PUT', 'one', 'nodepool1', '', { properties: {} }),
    abort: (world) => world.pool<AksError>('POST', 'one', 'nodepool1', '/abort'),
    state: async (world) =>
      (await world.pool('GET', 'one', 'nodepool1')).body.properties?.provisioningState,
  },
}

const RUNS = 1_000

for (const [name, racer] of Object.entries(racers)) {
  test(`of an abort and ${name} that race exactly one wins, in every one of ${RUNS} runs`, async () => {
    const delay = { turns: 0 }
    const clusters = slowClusters(delay)
    const world = await World.start({ clusters, clusterCredentials: sameCredentials() })
    await world.clusterAtRest('one')
    const wins = { abort: 0, completion: 0 }
    for (let seed = 1; seed <= RUNS; seed++) {
      const next = random(seed)
      wins[await race(world, racer, delay, next, `seed ${seed}`)]++
      if (seed % 100 === 0) await world.restart()
    }
    // Were one of them always first, this would not have been a race.
    assert.ok(wins.abort > RUNS / 20 && wins.completion > RUNS / 20, JSON.stringify(wins))
    await world.close()
  })
}

async function race(
  world: World,
  racer: Racer,
  delay: { turns: number },
  next: () => number,
  seed: string,
): Promise<'abort' | 'completion'> {
  delay.turns = Math.floor(next() * 4)
  const operation = await world.operationOf(await racer.begin(world))
  const last = world.stepsOf(operation.kind) - 1
  await world.reachStep(operation, last)
  const due = (await findOperation(world.store, operation.id))!.wakeAt!
  const completing = world.clock.step(due - world.clock.now())
  await turns(Math.floor(next() * 14))
  const answer = await racer.abort(world)
  await completing
  await world.settle()

  const ended = (await findOperation(world.store, operation.id))!
  const state = await racer.state(world)
  if (answer.status === 202) {
    assert.deepEqual([ended.status, state], ['Canceled', 'Canceled'], seed)
    return 'abort'
  }
  assert.equal(answer.status, 409, seed)
  assert.equal(answer.body.code, 'OperationNotAllowed', seed)
  assert.deepEqual([ended.status, state], ['Succeeded', 'Succeeded'], seed)
  return 'completion'
}
