import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { aRequest } from '../conformance/conformance-provider.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import { jobsIn, newsOf } from './jobs.ts'
import { refusalOf } from './refusals.ts'
import { ownFlagIn } from './rule.ts'
import { nodesIn, scriptOf, submitArguments } from './submission.ts'

const bootstrap: AgentBootstrap = {
  server: 'https://head:1',
  authority: 'PEM',
  nodeId: 'n',
  token: 'secret',
  settings: { firstUid: 1, lingerMs: 1 },
}

test('an allocation is found again by its comment, and by no other server', () => {
  const requests = [aRequest(), aRequest({ nodeId: 'node-2', bootId: 'boot-2' })]
  const given = submitArguments({ partition: 'p' }, 'me', requests)
  const comment = given.find((each) => each.startsWith('--comment='))!.slice('--comment='.length)
  assert.deepEqual(nodesIn(comment, 'me'), [
    { nodeId: 'node-1', bootId: 'boot-1' },
    { nodeId: 'node-2', bootId: 'boot-2' },
  ])
  assert.deepEqual(nodesIn(comment, 'another'), [])
  assert.ok(given.includes('-N2') && given.includes('--no-requeue'))
  assert.ok(given.includes('--cpus-per-task=2') && given.includes('--mem=8192M'))
})

test('what comes after the rule goes to sbatch as it is, and last', () => {
  const rule = { partition: 'p', exclusive: true, extra: ['--gres=gpu:1', '--x=$(rm -rf /)'] }
  const given = submitArguments(rule, 'me', [aRequest()])
  assert.deepEqual(given.slice(-3), ['--exclusive', '--gres=gpu:1', '--x=$(rm -rf /)'])
  assert.ok(!given.some((each) => each.startsWith('--mem')))
})

test('a rule may not say what the provider says, however short it is written', () => {
  const own = ['--comment', '--nodes', '--no-requeue', '--array', '--clusters', '--test-only']
  for (const flag of own) {
    for (let end = 3; end <= flag.length; end++) {
      for (const value of ['', '=x']) {
        const argument = `${flag.slice(0, end)}${value}`
        assert.ok(ownFlagIn(argument), argument)
      }
    }
  }
  for (const argument of ['-N', '-N4', '-QN4', '-sH', '-a1-3', '-W', '-Mother', '-V', '--']) {
    assert.ok(ownFlagIn(argument), argument)
  }
  const others = ['--gres=gpu:1', '--mem', '4G', '--nodelist=n1', '--nodefile=x', '--comment2=x']
  others.push('--wait-all-nodes=1', '-n4', '-JN', '-AW', '-t', '10', '-k', '--reservation=x', '-')
  for (const argument of others) assert.equal(ownFlagIn(argument), undefined, argument)
})

test('no comment of others is taken for ours, whatever it is', () => {
  fc.assert(fc.property(fc.string(), (comment) => nodesIn(comment, 'me').length === 0))
})

test('the script is one that a shell can read, whatever stands in the rule', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => !/[\0\n]/.test(text)),
      (text) => {
        for (const count of [1, 2]) {
          const bootstraps = Array.from({ length: count }, () => bootstrap)
          const script = scriptOf({ node: text, scratch: `/${text}` }, bootstraps, 'AAAA')
          execFileSync('/bin/sh', ['-n'], { input: script })
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('an allocation removes what those left that were killed, and nothing else', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'lazuli-scratch-'))
  const left = {
    'lazuli-job-1-0': 2 ** 30,
    'lazuli-job-2-0': process.pid,
    'lazuli-job-3-0': undefined,
  }
  for (const [name, pid] of Object.entries(left)) {
    mkdirSync(join(scratch, name))
    if (pid) writeFileSync(join(scratch, name, 'shell'), `${hostname()} ${pid}\n`)
  }
  try {
    // In place of Node, what ends well at once.
    const input = scriptOf({ node: '/bin/true', scratch }, [bootstrap], '')
    const env = { SLURM_JOB_ID: '5' }
    execFileSync('/bin/sh', { input, env, stdio: ['pipe', 'ignore', 'ignore'] })
    assert.deepEqual(readdirSync(scratch), ['lazuli-job-2-0', 'lazuli-job-3-0'])
  } finally {
    rmSync(scratch, { recursive: true })
  }
})

test('jobs are read in the forms that versions of Slurm have', () => {
  const older = { job_id: 7, job_state: 'RUNNING', comment: 'c', end_time: 1_000, time_limit: 5 }
  const newer = {
    job_id: 8,
    job_state: ['RUNNING'],
    comment: 'c',
    end_time: { set: true, infinite: false, number: 1_000 },
    time_limit: { set: true, infinite: false, number: 5 },
  }
  const unlimited = { ...newer, time_limit: { set: false, infinite: true, number: 0 } }
  const [a, b, c] = jobsIn(JSON.stringify({ jobs: [older, newer, unlimited] }))
  assert.deepEqual([a!.state, a!.endsAt, b!.state, b!.endsAt], ['RUNNING', 1e6, 'RUNNING', 1e6])
  assert.equal(c!.endsAt, undefined)
  assert.throws(() => jobsIn('{}'), /names no jobs/)
  assert.deepEqual(
    ['PENDING', 'CONFIGURING', 'COMPLETING', 'PREEMPTED', 'TIMEOUT', 'NODE_FAIL'].map((state) =>
      newsOf({ state }),
    ),
    ['queued', 'starting', 'ending', 'preempted', 'over', 'over'],
  )
})

for (const [said, code, isOfRule] of [
  ['sbatch: error: invalid partition specified: nope', 'AllocationFailed', true],
  ['allocation failure: Invalid feature specification', 'AllocationFailed', true],
  ["sbatch: unrecognized option '--bogus'", 'AllocationFailed', true],
  [
    'sbatch: error: Batch job submission failed: Requested node configuration is not available',
    'AllocationFailed',
    false,
  ],
  [
    "sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)",
    'AccountCoreQuotaReached',
    false,
  ],
  [
    'sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)',
  ],
] as const) {
  test(`Slurm's words become Azure's: ${said}`, () => {
    const refusal = refusalOf(said, false)
    assert.equal(refusal?.code, code)
    assert.equal(refusal?.isOfRule, isOfRule)
  })
}
