// The house rules that a machine can check: which room may import which, and how files look.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { test } from 'node:test'
import { flagOf, variableOf } from '#kernel/options.ts'
import { commandOptions, optionSpecs } from '#library/options.ts'
import { rooms } from './rooms.ts'
import { files, isTest, sources, textOf } from './sources.ts'
import { suffixes } from './suffixes.ts'
import { bannedWords } from './words.ts'

/** Files of a service that hold decisions only: no clock, no await, no node. */
const PURE = /\.(machine|rules|wire)\.ts$/

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
      if (allowed === 'everything but the command line') return to === 'cli'
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
      // So is what runs Azurite, whose times are the machine's.
      file !== 'src/drivers/blobs/azurite-process.ts' &&
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

test('the suffix of a file is one that the table has, and each of the table is in use', () => {
  const others = /^(tests\/package\/programs|portal)\//
  const used = files
    .filter((file) => !others.test(file))
    .map((file) => ({ file, suffix: file.slice(file.indexOf('.', file.lastIndexOf('/'))) }))
  const isKnown = (suffix: string): boolean =>
    suffix.replace(/(?<=.)\.test(?=\.ts$)/, '') in suffixes
  assert.deepEqual(
    used.filter(({ suffix }) => !isKnown(suffix)).map(({ file }) => file),
    [],
  )
  const inUse = new Set(used.map(({ suffix }) => suffix))
  assert.deepEqual(
    Object.keys(suffixes).filter((suffix) => !inUse.has(suffix)),
    [],
  )
})

test('a file that a page names is there', () => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  }).split('\n')
  const names = new Set(tracked.map((file) => file.slice(file.lastIndexOf('/') + 1)))
  const isThere = (path: string): boolean =>
    path.includes('/') ? existsSync(path) : names.has(path)
  const rooms = '(?:src|tests|contract|scripts|docs|portal|bin)\\/[\\w./-]+'
  const named = new RegExp(`\`(${rooms}|[\\w-]+(?:\\.[\\w-]+)*\\.ts)\``, 'g')
  const breaches = tracked
    .filter((file) => /^(\w+\.md|docs\/[\w-]+\.md|docs\/decisions\/.*\.md)$/.test(file))
    .filter((file) => file !== 'CHANGELOG.md' && existsSync(file))
    .flatMap((file) =>
      [...textOf(file).matchAll(named)]
        // Capitals and a lone x stand for any name.
        .filter(([, path]) => !/NAME|NNNN|^x\./.test(path!) && !isThere(path!))
        .map(([, path]) => `${file} names ${path}`),
    )
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
  const builds = /\bnew (Engine|Background)\(|\b(pipelineOf|backgroundOf)\(/
  // Where they are declared; the test of that place, and trials of an engine without a server about it.
  const may =
    /^src\/(main|library)\/|^src\/(server\/pipeline|engine\/background(\.test)?|testing\/trials\/world)\.ts$|^tests\/tidy\.test\.ts$/
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

test('an option is spelt where it is declared, and by its name everywhere else', () => {
  const all = { ...optionSpecs, ...commandOptions.options }
  const flags = Object.keys(all).flatMap((name) => [flagOf(name), variableOf(name)])
  const spelt = new RegExp(`(?<![\\w-])(${flags.join('|')})(?![\\w-])`)
  // Flags of other programs and commands that have the same names.
  const others = new Set([
    'src/agent/containers/engine/engine.ts',
    'src/agent/containers/runc/runc.ts',
    'src/cli/lazuli.ts',
    'src/drivers/cluster/kubernetes/arguments.ts',
    'src/drivers/nodes/slurm/rule.ts',
  ])
  const comment = /^\s*(\/\/|\/?\*)/
  const breaches = sources
    .filter((file) => !isTest(file) && !others.has(file) && !file.endsWith('/options.ts'))
    .flatMap((file) =>
      textOf(file)
        .split('\n')
        .filter((line) => !comment.test(line) && spelt.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  assert.deepEqual(breaches, [])
  const named = sources.flatMap((file) =>
    [...textOf(file).matchAll(/\b(?:flagOf|noFlagOf|keyOf|variableOf)\('(\w+)'\)/g)].map(
      ([, name]) => name!,
    ),
  )
  assert.deepEqual(
    named.filter((name) => !(name in all)),
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
  ['.machine.ts', '.rules.ts'],
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

test('no machine and no operation knows of provoked faults, which wrap ports and stages', () => {
  const breaches = sources
    .filter((file) => /\.(machine|rules|commands|operations)\.ts$/.test(file))
    .filter((file) => !file.startsWith('src/lazuli/'))
    .flatMap(importsOf)
    .filter(({ target }) => /engine\/faults\/|\/provoke[d]?\b|main\/faults\//.test(target))
    .map(({ file, target }) => `${file} imports ${target}`)
  assert.deepEqual(breaches, [])
})

/** What is found by an object is of that object's own life there: a call, a report, a connection. */
const BY_OBJECT: Readonly<Record<string, string>> = {
  'src/server/stages/caller-limits.ts': 'calls under way',
  'src/batch/nodes/reports/one-by-one.ts': 'reports that are tried again',
  'src/drivers/nodes/dialled/dialled-nodes.ts': 'reports that are not acknowledged yet',
  'src/drivers/nodes/remote/conversation.ts': 'reports that are not acknowledged yet',
  'src/proxy/gate.ts': 'sockets',
  'src/proxy/proxy.ts': 'sockets',
}

test('nothing that is kept rests on which object it was, or on whether that is frozen', () => {
  const found = sources.filter(
    (file) => !isTest(file) && /\bWeak(Map|Set)\b|\bObject\.isFrozen\b/.test(textOf(file)),
  )
  assert.deepEqual(found.sort(), Object.keys(BY_OBJECT).sort())
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

test('no folder of the source or of the tests shows more than sixteen files', () => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  }).split('\n')
  const shown = [
    ...sources.filter((file) => !file.endsWith('.test.ts')),
    ...tracked.filter(
      (file) => /^tests\/.*\/|^contract\/(?!generated\/)/.test(file) && existsSync(file),
    ),
  ]
  const byFolder = Map.groupBy(shown, (file) => file.slice(0, file.lastIndexOf('/')))
  const breaches = [...byFolder]
    .filter(([, inside]) => inside.length > 16)
    .map(([folder, inside]) => `${folder} shows ${inside.length}`)
  assert.deepEqual(breaches, [])
})

test('plain words: none of those that say less than the usual ones', () => {
  const riddles = bannedWords.join('|')
  const capitals = bannedWords.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('|')
  const isWord = new RegExp(`\\b(${riddles}|${capitals})\\b`)
  const isPartOfName = new RegExp(`[a-z#](${capitals})(?![a-z])|#(${riddles})\\b`)
  // What TypeSpec says is in what was emitted of it; a migration that was released is not edited any
  // more, and neither is what was said of earlier versions.
  const others =
    /^contract\/generated\/|^src\/store\/migrations\/|^tests\/(words\.ts|fixtures\/)|^(CHANGELOG\.md|LICENSE)$|lock\.json$/
  const breaches = execFileSync('git', ['grep', '-nIiE', riddles], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  })
    .split('\n')
    .filter((line) => line && !others.test(line.slice(0, line.indexOf(':'))))
    .filter((line) => {
      const text = line.replace(/^[^:]*:\d+:/, '')
      return isWord.test(text) || isPartOfName.test(text)
    })
  assert.deepEqual(breaches, [])
})
