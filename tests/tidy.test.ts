// The house rules that a machine can check: which room may import which, and how files look.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { test } from 'node:test'
import { rooms } from './rooms.ts'

/** Files of a service that hold decisions only: no clock, no await, no node. */
const PURE = /(^|\/)[a-z-]+(\.machine|\.versions)\.ts$/

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && !file.startsWith('contract/generated/') && existsSync(file))
const sources = files.filter((file) => file.startsWith('src/'))
const textOf = (file: string): string => readFileSync(file, 'utf8')
const isTest = (file: string): boolean =>
  /\.(test|fixture)\.ts$|\/conformance(-[a-z]+)?\.ts$/.test(file) || file.startsWith('src/testing/')

interface Import {
  readonly file: string
  readonly room: string
  readonly target: string
}

function importsOf(file: string): Import[] {
  const room = file.split('/')[1]!
  return [...textOf(file).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((found) => ({
    file,
    room,
    target: found[1]!,
  }))
}

/** The room that an import reaches, or undefined when it stays at home or leaves our house. */
function roomOf({ file, target }: Import): string | undefined {
  if (target.startsWith('#')) return target.slice(1).split('/')[0]
  if (!target.startsWith('.')) return undefined
  const path = new URL(target, `file:///${file}`).pathname.slice(1)
  return path.startsWith('src/') ? path.split('/')[1] : path.split('/')[0]
}

test('each room imports only what the house plan allows', () => {
  const breaches = sources
    .filter((file) => !isTest(file) && file.split('/').length > 2)
    .flatMap(importsOf)
    .filter((found) => {
      const to = roomOf(found)
      if (!to || to === found.room) return false
      const allowed = rooms[found.room]?.mayImport
      if (allowed === 'everything') return false
      if (!allowed) return true
      const byName = allowed.some(
        (name) => name.endsWith('.ts') && found.target.endsWith(`/${name}`),
      )
      return !allowed.includes(to) && !byName
    })
    .map(({ file, target }) => `${file} imports ${target}`)
  assert.deepEqual(breaches, [])
})

test('the kernel imports nothing that runs, not even node', () => {
  const breaches = sources
    .filter((file) => file.startsWith('src/kernel/') && !isTest(file))
    .filter((file) => /^import (?!type).*'node:/m.test(textOf(file)))
  assert.deepEqual(breaches, [])
})

test('pure files have no async, no node and no clock', () => {
  const breaches = sources.filter(
    (file) => PURE.test(file) && /\basync\b|'node:|new Date\(\)|Date\.now/.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('only the clock reads the time', () => {
  const breaches = sources.filter(
    (file) =>
      !isTest(file) &&
      file !== 'src/engine/clock.ts' &&
      // The agent is a program of its own, on a machine of its own.
      !file.startsWith('src/agent/') &&
      /Date\.now\(|new Date\(\)/.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('files are small, or say in their first line why not', () => {
  const breaches = files.filter((file) => {
    const text = textOf(file)
    const [reason = ''] = /^(\/\/.*\n)+/.exec(text) ?? []
    return text.split('\n').length > 400 && !reason.includes('because')
  })
  assert.deepEqual(breaches, [])
})

test('imports name the file, and nothing only re-exports', () => {
  const breaches = sources.filter(
    (file) =>
      /(^|\/)(index|utils)\.ts$/.test(file) ||
      /from '(\.|#)[^']*(?<!\.ts|\.json|\.js)'/.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('one way leads to a server: only main and library build an engine or a pipeline', () => {
  const builds = /\bnew (Engine|Background)\(|\bpipelineOf\(/
  // The engine's own files and tests, and where the pipeline itself is declared.
  const may = /^src\/(main|library|engine)\/|^src\/server\/pipeline\.ts$|^tests\/tidy\.test\.ts$/
  const breaches = files.filter((file) => !may.test(file) && builds.test(textOf(file)))
  assert.deepEqual(breaches, [])
})

test('every test file is in one suite of package.json', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  const globs = Object.entries(scripts)
    .filter(([name]) => name.startsWith('test:'))
    .flatMap(([, command]) =>
      [...command.matchAll(/"([^"]+\.test\.ts)"/g)].map(([, glob]) => glob!),
    )
  const count = (file: string): number => globs.filter((glob) => matchesGlob(file, glob)).length
  // Programs of other people's projects, which are no part of ours.
  const tests = files.filter(
    (file) => file.endsWith('.test.ts') && !file.startsWith('tests/package/programs/'),
  )
  assert.deepEqual(
    tests.filter((file) => count(file) !== 1),
    [],
  )
})

test('no check is silenced', () => {
  const silencers = new RegExp(
    ['biome-ig' + 'nore', '@ts-ig' + 'nore', ' as a' + 'ny\\b'].join('|'),
  )
  const breaches = files.filter((file) => silencers.test(textOf(file)))
  assert.deepEqual(breaches, [])
})

test('handlers are registered in maps whose keys the compiler checks', () => {
  const breaches = sources.filter(
    (file) =>
      /\.handlers\.ts$/.test(file) &&
      !/trackedHandlers\b.*=>/.test(textOf(file)) &&
      !/^\} satisfies Handlers$|^export const \w+ = \{.*\} satisfies Handlers$/m.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('commands take plain values: they know no request and no operation of a contract', () => {
  const breaches = sources.filter(
    (file) =>
      file.endsWith('.commands.ts') &&
      /import type \{[^}]*\b(Request|operations)\b[^}]*\}|\bRequest<|\boperations\[/.test(
        textOf(file),
      ),
  )
  assert.deepEqual(breaches, [])
})

/** Record and machine, then statements, then commands, then handlers: none knows the next. */
const ORDER: readonly (readonly string[])[] = [
  ['.machine.ts', '.rules.ts', '.versions.ts'],
  ['.queries.ts'],
  ['.commands.ts', '.operations.ts'],
  ['.handlers.ts'],
]

test('in Batch no file imports one of a later layer', () => {
  const layerOf = (file: string): number =>
    ORDER.findIndex((suffixes) => suffixes.some((suffix) => file.endsWith(suffix)))
  const breaches = sources
    .filter((file) => file.startsWith('src/batch/') && layerOf(file) >= 0)
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => layerOf(target) > layerOf(file))
        .map(({ target }) => `${file} imports ${target}`),
    )
  assert.deepEqual(breaches, [])
})

interface Edge {
  readonly to: string
  readonly isType: boolean
}

/** What each file of ours imports when it is loaded; of types alone nothing is left at run time. */
const graph = new Map<string, readonly Edge[]>(
  sources.map((file) => [
    file,
    [
      ...textOf(file).matchAll(
        /^(?:import|export)\s+(type\s+)?(?:(?:[\w*]+\s+as\s+\w+|(\{[^}]*\}))\s+from\s+)?'([^']+)'/gm,
      ),
    ].flatMap(([, type, names, target]) => {
      const path = target!.startsWith('#')
        ? `src/${target!.slice(1)}`
        : new URL(target!, `file:///${file}`).pathname.slice(1)
      const areTypes = names?.match(/[^{},\s][^{},]*/g)?.every((name) => /^type\s/.test(name))
      return [{ to: path, isType: type !== undefined || areTypes === true }]
    }),
  ]),
)

/** The first cycle that is found, as the files on it. */
function cycleIn(follows: (file: string, edge: Edge) => boolean): readonly string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    if (done.has(file)) return undefined
    for (const edge of graph.get(file) ?? []) {
      const found = follows(file, edge) && visit(edge.to, [...path, file])
      if (found) return found
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const found = visit(file, [])
    if (found) return found
  }
  return undefined
}

test('no files import each other, and in Batch not even their types', () => {
  const inBatch = (file: string): boolean => file.startsWith('src/batch/')
  assert.equal(
    cycleIn((_, { isType }) => !isType),
    undefined,
  )
  assert.equal(
    cycleIn((file, { to }) => inBatch(file) && inBatch(to)),
    undefined,
  )
})

test('statements stand in files of queries and nowhere else', () => {
  const statement = /\b(sql|fixed)`\s*(select|insert|update|delete|create|drop|pragma|with)\b/i
  const breaches = sources.filter(
    (file) =>
      !isTest(file) &&
      !file.endsWith('.queries.ts') &&
      // The adapter itself.
      !file.startsWith('src/store/') &&
      statement.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('what Batch finds rows by is made in one place, and nothing is made into it by hand', () => {
  const made = /\bas (AccountKey|PoolKey|JobKey|ScheduleKey|TaskKey|NodeId|JobNumber|TaskNumber)\b/
  const byHand = /\b(pool|node|job|task|schedule)Id\??\.toLowerCase\(\)/
  const breaches = sources.filter(
    (file) =>
      file.startsWith('src/batch/') &&
      file !== 'src/batch/keys.ts' &&
      (made.test(textOf(file)) || byHand.test(textOf(file))),
  )
  assert.deepEqual(breaches, [])
})

test('rows are read by checked readers: no query takes a text for what it should be', () => {
  const breaches = sources.filter(
    (file) =>
      file.endsWith('.queries.ts') &&
      /\bJSON\.parse\(|readRecord\([^)]*\)+ as (?!Body|Spelt)/.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})

test('no folder of the source shows more than sixteen files beside their tests', () => {
  const byFolder = Map.groupBy(
    sources.filter((file) => !file.endsWith('.test.ts')),
    (file) => file.slice(0, file.lastIndexOf('/')),
  )
  const breaches = [...byFolder]
    .filter(([, inside]) => inside.length > 16)
    .map(([folder, inside]) => `${folder} shows ${inside.length}`)
  assert.deepEqual(breaches, [])
})

test('plain words: none of those that say less than the usual ones', () => {
  const riddles = /\b(hitch|heed|patrol|wish|relayed|mishap)|[a-z](Hitch|Heed|Wish|Mishap)/i
  const breaches = files.filter(
    (file) => file !== 'tests/tidy.test.ts' && riddles.test(textOf(file)),
  )
  assert.deepEqual(breaches, [])
})
