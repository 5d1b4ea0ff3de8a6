import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { accountKeyOf } from '../keys.ts'
import { type CertificateEvent, certificateMoves, decide } from './certificate.machine.ts'
import type { Certificate, CertificateState } from './certificate.ts'

const THEN = instant(1_000)
const NOW = instant(2_000)
const users = [{ kind: 'pool', id: 'pool1' }] as const
const events: readonly CertificateEvent[] = [
  { type: 'delete', deletion: 'op-2' },
  { type: 'fail', users },
  { type: 'cancelDeletion' },
]

const aCertificate = (state: CertificateState): Certificate => ({
  account: accountKeyOf('lazuli'),
  thumbprint: '00aa',
  state,
  stateTransitionTime: THEN,
  format: 'cer',
  publicData: 'MA==',
  revision: 1,
  ...(state === 'active' ? {} : { deletion: 'op-1', previousState: 'active' }),
})

test('decide keeps to the table, and refuses or ignores what is not in it', () => {
  for (const state of Object.keys(certificateMoves) as CertificateState[]) {
    for (const event of events) {
      const decision = decide(aCertificate(state), event, NOW)
      const to = (certificateMoves[state] as Record<string, readonly string[]>)[event.type]
      const name = `${event.type} in ${state}`
      if (to) {
        assert.ok(decision.accepted, name)
        assert.ok(to.includes(decision.next.state), name)
        assert.equal(decision.next.previousState, state, name)
        assert.equal(decision.next.previousStateTransitionTime, THEN, name)
        assert.equal(decision.next.stateTransitionTime, NOW, name)
      } else if (event.type === 'fail') {
        assert.ok(decision.accepted && decision.next.state === state, name)
      } else {
        const refusal = state === 'active' ? 'CertificateStateActive' : 'CertificateBeingDeleted'
        assert.ok(!decision.accepted && decision.refusal === refusal, name)
      }
    }
  }
})

test('a failed deletion says who is in the way, and cancelling it wipes that', () => {
  const failed = decide(aCertificate('deleting'), { type: 'fail', users }, NOW)
  assert.ok(failed.accepted)
  assert.deepEqual(failed.next.deleteCertificateError?.code, 'PoolsReferencingCertificate')
  assert.deepEqual(failed.next.deleteCertificateError?.values, [{ name: 'Pools', value: 'pool1' }])
  for (const event of [events[0]!, events[2]!]) {
    const next = decide(failed.next, event, NOW)
    assert.ok(next.accepted)
    assert.equal(next.next.deleteCertificateError, undefined, event.type)
  }
})

test('nodes of a pool that is named are not named themselves', () => {
  const both = [...users, { kind: 'node' as const, id: 'n1' }]
  const failed = decide(aCertificate('deleting'), { type: 'fail', users: both }, NOW)
  assert.ok(failed.accepted)
  assert.deepEqual(failed.next.deleteCertificateError?.values, [{ name: 'Pools', value: 'pool1' }])
})

test('nodes are named when no pool is left, and a hundred at most', () => {
  const nodes = Array.from({ length: 150 }, (_, i) => ({ kind: 'node' as const, id: `n${i}` }))
  const failed = decide(aCertificate('deleting'), { type: 'fail', users: nodes }, NOW)
  assert.ok(failed.accepted)
  const error = failed.next.deleteCertificateError!
  assert.equal(error.code, 'NodesReferencingCertificate')
  assert.equal(error.values[0]!.name, 'Nodes')
  assert.equal(error.values[0]!.value.split(', ').length, 100)
})
