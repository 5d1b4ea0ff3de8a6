import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ruleFor } from '#drivers/nodes/routed/rules.ts'
import { NodesFault, readNodesFile } from './nodes-file.ts'

const read = (text: string) => readNodesFile(text, 'nodes.yaml')
const faultsOf = (text: string): readonly string[] => {
  try {
    read(text)
  } catch (error) {
    assert.ok(error instanceof NodesFault, String(error))
    return error.message.split('\n')
  }
  return []
}

test('rules are read in their order, with the line of each', () => {
  const { rules, limits, server } = read(`server: https://head.example:4510
rules:
  - match: { vmSize: standard_d2s_v3, lowPriority: true }
    partition: spot
    extra: [--gres=gpu:1]
  - match: { pool: 'mine/*' }
    provider: local
  - partition: all
    timeLimit: '1-00:00:00'
limits: { queued: 7 }
`)
  assert.equal(server, 'https://head.example:4510')
  assert.deepEqual(
    rules.map(({ at, provider }) => [at, provider]),
    [
      ['nodes.yaml:3', 'slurm'],
      ['nodes.yaml:6', 'local'],
      ['nodes.yaml:8', 'slurm'],
    ],
  )
  assert.deepEqual(limits, { queued: 7, drainMinutes: 5 })
  const of = (vmSize: string, pool: string, isLowPriority: boolean) =>
    ruleFor(rules, { vmSize, pool, isLowPriority })?.at
  assert.equal(of('STANDARD_D2S_V3', 'a/p', true), 'nodes.yaml:3')
  assert.equal(of('standard_d2s_v3', 'mine/p', false), 'nodes.yaml:6')
  assert.equal(of('standard_d4s_v3', 'a/p', false), 'nodes.yaml:8')
})

test('a rule for Kubernetes says what a pod has', () => {
  const { kubernetes, rules } = read(`kubernetes: { kubeconfig: /k, context: c }
rules:
  - match: { pool: gpu* }
    provider: kubernetes
    namespace: batch
    nodeSelector: { sort: gpu }
    tolerations: [{ key: gpu, operator: Exists }]
    spec: { activeDeadlineSeconds: 3600 }
`)
  assert.deepEqual(kubernetes, { kubeconfig: '/k', context: 'c' })
  const [rule] = rules
  assert.ok(rule?.provider === 'kubernetes')
  assert.equal(rule.namespace, 'batch')
  assert.deepEqual(rule.spec, { activeDeadlineSeconds: 3600 })
})

for (const [text, fault] of [
  ['rules:\n  - provider: nomad', /nodes\.yaml:2: provider takes local, slurm or kubernetes/],
  [
    'rules:\n  - provider: kubernetes\n    partition: a',
    /nodes\.yaml:3: a rule has no partition: .*namespace/,
  ],
  ['rules:\n  - provider: kubernetes\n    namespace: A_b', /namespace takes the name of a/],
  ['rules:\n  - provider: kubernetes\n    nodeSelector: { a: 1 }', /nodeSelector takes names/],
  ['rules:\n  - provider: kubernetes\n    tolerations: [a]', /tolerations takes a list of/],
  [
    'rules:\n  - provider: kubernetes\n    spec: { restartPolicy: Always }',
    /nodes\.yaml:3: spec has restartPolicy, which Lazuli says itself/,
  ],
  [
    'rules:\n  - provider: kubernetes\n    spec: { containers: [{ name: agent, args: [x] }] }',
    /spec has what the container agent runs, which Lazuli says itself/,
  ],
  [
    'rules:\n  - provider: kubernetes\n    labels: { lazuli.localhost/node: x }',
    /labels has lazuli\.localhost\/node/,
  ],
  ['rules:\n  - partition: a\nkubernetes: { config: x }', /kubernetes has no config/],
  ['', /nodes\.yaml:1: say `rules:`/],
  ['rules: []', /nodes\.yaml:1: say `rules:`/],
  ['rules: 5', /rules takes a list/],
  ['rules:\n  - match: {}', /nodes\.yaml:2: the rule names no partition\. Say `partition:`/],
  [
    'rules:\n  - provider: local\n    qos: high',
    /nodes\.yaml:2: nodes of this machine take no qos/,
  ],
  ['rules:\n  - partition: a\n    colour: red', /nodes\.yaml:3: a rule has no colour/],
  ['rules:\n  - partition: a\n    exclusive: 1', /nodes\.yaml:3: exclusive takes true or false/],
  ['rules:\n  - partition: a\n    timeLimit: soon', /nodes\.yaml:3: timeLimit takes a time/],
  ['rules:\n  - partition: "a b"', /nodes\.yaml:2: partition takes the name/],
  ['rules:\n  - partition: a\n    extra:\n      - --comment=x', /extra has --comment/],
  ['rules:\n  - partition: a\n    extra:\n      - -N4', /extra has -N/],
  ['rules:\n  - partition: a\n    extra: [--comm=x]', /nodes\.yaml:3: extra has --comment/],
  ['rules:\n  - partition: a\n    extra: [--nodes=2]', /nodes\.yaml:3: extra has --nodes/],
  ['rules:\n  - partition: a\n    match: { size: x }', /nodes\.yaml:3: match has no size/],
  ['rules:\n  - partition: a\nserver: http://x', /nodes\.yaml:3: server takes an address/],
  ['rules:\n  - partition: a\nlimits: { queued: 0 }', /queued takes a whole number from 1/],
  ['rules:\n  - partition: a\n  partition: b', /nodes\.yaml:/],
  ['rules: [', /nodes\.yaml:1: /],
  ['- a', /nodes\.yaml:1: /],
] as const) {
  test(`a file that is not right is refused by its line: ${JSON.stringify(text)}`, () => {
    const faults = faultsOf(text)
    assert.ok(faults.length > 0)
    assert.match(faults.join('\n'), fault)
  })
}

test('whatever stands in a file, it is read or its line is named', () => {
  const value = fc.oneof(
    fc.constantFrom('a', '~', 'true', '[]', '{}', '5', "'2'", '*x', '&x y', '!!binary a', '{a: b}'),
    fc.string(),
  )
  const key = fc.constantFrom('match', 'partition', 'extra', 'provider', 'vmSize', 'timeLimit', '?')
  const rule = fc.array(fc.tuple(key, value), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 3 }), (rules) => {
      const items = rules.map((each) => each.map(([name, given]) => `${name}: ${given}`))
      const text = `rules:\n${items.map((lines) => `  - ${lines.join('\n    ')}`).join('\n')}\n`
      for (const fault of faultsOf(text)) assert.match(fault, /^nodes\.yaml:\d+: ./)
    }),
  )
})
