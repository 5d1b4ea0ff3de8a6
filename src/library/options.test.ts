import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyOf, type OptionSpec, readOption, variableOf } from '#kernel/options.ts'
import { ConfigFault, optionsIn } from './config-file.ts'
import { fromEnvironment, merged } from './layers.ts'
import { commandOptions, optionGroups, optionSpecs, settled } from './options.ts'

const specs = Object.entries(optionSpecs)

test('every option has a name of its own, and one sentence', () => {
  const names = optionGroups.flatMap(({ options }) => Object.keys(options))
  assert.deepEqual(names, [...new Set(names)])
  for (const [name, { says, since, conflicts }] of specs) {
    assert.match(says, /^\S.*[^.]$/, name)
    assert.match(since, /^\d+\.\d+\.\d+$/, name)
    if (conflicts !== undefined) assert.ok(conflicts in optionSpecs, name)
  }
})

test('help begins with at most ten options', () => {
  const everyday = [...specs, ...Object.entries(commandOptions.options)].filter(
    ([, spec]) => spec.everyday,
  )
  assert.ok(everyday.length <= 10, String(everyday.length))
})

test('defaults are values that their options take', () => {
  for (const [name, spec] of specs) {
    if (spec.type === 'flag') continue
    for (const value of [spec.default, spec.type === 'number' ? spec.inProcess : undefined]) {
      if (value !== undefined) assert.deepEqual(readOption(spec, value), { value }, name)
    }
  }
})

/** Values that the option takes, as text. */
const textFor = (spec: OptionSpec): fc.Arbitrary<string> => {
  switch (spec.type) {
    case 'flag':
      return fc.constantFrom('true', 'false')
    case 'number':
      return fc.integer({ min: Math.ceil(spec.least), max: spec.most }).map(String)
    case 'choice':
      return fc.constantFrom(...spec.choices)
    default:
      return fc.stringMatching(/^\/[a-z][a-z0-9/.-]{0,20}$/)
  }
}

test('an option means the same in a variable and in a file', async () => {
  for (const [name, spec] of specs) {
    await fc.assert(
      fc.asyncProperty(textFor(spec), async (text) => {
        const line = `${keyOf(name)}: ${spec.type === 'choice' ? `'${text}'` : text}`
        const inFile = await optionsIn(`# ours\n${line}\n`, '/etc/lazuli.yaml')
        const inVariable = fromEnvironment({ [variableOf(name)]: text })
        if (spec.type !== 'file' && spec.type !== 'directory') {
          assert.deepEqual(inFile, inVariable)
        }
        assert.deepEqual(Object.keys(inFile), [name])
        assert.deepEqual(Object.keys(inVariable), [name])
      }),
      { numRuns: 20 },
    )
  }
})

test('whatever stands in a file, it is taken or its line is named', async () => {
  const value = fc.oneof(fc.jsonValue(), fc.string())
  const key = fc.oneof(fc.constantFrom(...specs.map(([name]) => keyOf(name))), fc.string())
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(key, value), { maxLength: 4 }), async (entries) => {
      const text = entries.map(([k, v]) => `${JSON.stringify(k)}: ${JSON.stringify(v)}\n`).join('')
      try {
        await optionsIn(text, '/lazuli.yaml')
      } catch (error) {
        assert.ok(error instanceof ConfigFault, String(error))
        assert.match(error.message, /^\/lazuli\.yaml:\d+: /)
      }
    }),
  )
})

test('paths in a file start where the file is', async () => {
  const said = await optionsIn('data: kept\nready-file: /tmp/r.json\n', '/etc/lazuli.yaml')
  assert.deepEqual(said, { data: '/etc/kept', readyFile: '/tmp/r.json' })
})

test('a line that cannot be used is named with its file', async () => {
  for (const [text, words] of [
    ['port: 0\nprot: 1\n', /\/c\.yaml:2: there is no option 'prot'/],
    ['\n\nport: many\n', /\/c\.yaml:3: port: It takes a number from 0 to 65535/],
    ['port: [1]\n', /\/c\.yaml:1: port: It takes a number/],
    ['port: 1\nport: 2\n', /\/c\.yaml:2: Map keys must be unique/],
    ['- port\n', /\/c\.yaml:1: it takes lines such as/],
    ['port: 1\n  host: x\n', /\/c\.yaml:\d: /],
  ] as const) {
    await assert.rejects(optionsIn(text, '/c.yaml'), words)
  }
})

test('an earlier place wins, over what conflicts with it too', () => {
  assert.deepEqual(merged([{ port: 1 }, { port: 2, host: 'h' }]), { port: 1, host: 'h' })
  assert.deepEqual(merged([{ ephemeral: true }, { data: '/kept' }]), { ephemeral: true })
  assert.deepEqual(merged([{ data: '/kept' }, { ephemeral: true }]), { data: '/kept' })
  assert.deepEqual(merged([{ frozen: false }, { frozen: true }]), { frozen: false })
  assert.throws(() => merged([{ ephemeral: true, data: '/kept' }]), /cannot be used with/)
})

test('a server in a program keeps nothing and takes free ports unless it is told otherwise', () => {
  const { data, port, batchPort, timeScale, frozen } = settled({})
  assert.deepEqual([data, port, batchPort, timeScale, frozen], [undefined, 0, undefined, 1, false])
})
