// The house rules of the store: where statements are, how what they answer is read, and what is kept of it in memory.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isTest, sources, textOf } from './sources.ts'

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

test('every table that is kept is read or written by some statement', () => {
  const folder = 'src/store/migrations'
  const migrations = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  const named = (what: string): string[] =>
    migrations.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\b${what} table (?:if (?:not )?exists )?(\\w+)`, 'gi'))].map(
        ([, name]) => name!,
      ),
    )
  const dropped = new Set(named('drop'))
  const kept = named('create').filter((name) => !dropped.has(name))
  const statements = sources.filter((file) => file.endsWith('.queries.ts')).map(textOf)
  assert.ok(kept.length > 20)
  assert.deepEqual(
    kept.filter((name) => !statements.some((text) => new RegExp(`\\b${name}\\b`).test(text))),
    [],
  )
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

/** What comes from elsewhere than the store, and is held to what it should be there. */
const OF_OTHERS = new Set([
  'src/arm/resource-groups/deletion-results.ts',
  'src/batch/tasks/tokens/task-token.ts',
  'src/storage/front/leftovers.ts',
])

test('services read nothing of the store but by checked readers', () => {
  const breaches = sources.filter(
    (file) =>
      /^src\/(arm|batch|containerservice|hybridcompute|lazuli|main|scvmm|storage)\//.test(file) &&
      !isTest(file) &&
      !OF_OTHERS.has(file) &&
      /\bJSON\.parse\(/.test(textOf(file)),
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

test('a row has texts where a record has words: a checked reader makes words of them', () => {
  const words = new Set(
    sources.flatMap((file) =>
      [
        ...textOf(file).matchAll(
          /^(?:export )?type (\w+) =\s+(?:\|?\s*'[^']*'|keyof typeof \w+\n|Schemas\['\w*(?:State|Option|Result)'\]\n)/gm,
        ),
      ].map(([, name]) => name!),
    ),
  )
  assert.ok(words.has('NodeState') && words.has('OperationStatus') && words.has('PrincipalKind'))
  const breaches = sources
    .filter((file) => file.endsWith('.queries.ts'))
    .flatMap((file) =>
      [...textOf(file).matchAll(/(?:interface \w*Row\b[^{]*|\b(?:get|all)<)\{([^}]*)\}/g)].flatMap(
        ([, members]) =>
          [...members!.matchAll(/(\w+)\??: (?:(\w+)|')/g)]
            .filter(([, , type]) => type === undefined || words.has(type))
            .map(([, name]) => `${file}: ${name}`),
      ),
    )
  assert.deepEqual(breaches, [])
})

test('an operation is read with its input, and a list leaves out what is damaged', () => {
  const breaches = sources.filter((file) => {
    if (isTest(file)) return false
    const text = textOf(file)
    // A damaged lock fails the call: what it keeps from being changed stays as it is.
    const fails = file === 'src/arm/locks/lock.queries.ts' || !text.includes('#store/read-json.ts')
    return (
      (!file.startsWith('src/engine/') && /\binput as [A-Z]|\bas Operation</.test(text)) ||
      (file.endsWith('.queries.ts') && !fails && /\brows\.map\((\w*[fF]romRow|\w+Of)\b/.test(text))
    )
  })
  assert.deepEqual(breaches, [])
})

/** Maps that only grow and are no caches: what would be lost with them, or what keeps them small. */
const ONLY_GROW: Readonly<Record<string, string>> = {
  'src/agent/separation/separation.ts #shares': 'what the server said of a node',
  'src/arm/resources/body-shapes.ts shapes': 'declarations of the source',
  'src/batch/autoscale/evaluate.ts #variables': 'of one evaluation',
  'src/batch/scheduler/preempt.ts #known': 'of one round',
  'src/batch/scheduler/preempt.ts #victims': 'of one round',
  'src/batch/tasks/changes.ts #jobs': 'counts that are not saved yet',
  'src/batch/tasks/changes.ts #nodes': 'counts that are not saved yet',
  'src/catalogues/catalogues.ts #kinds': 'what the files of catalogues say',
  'src/cli/commands/user.ts #tokens': 'of one command',
  'src/drivers/cluster/kubernetes/starting-controllers.ts #ends': 'counts of ends, one a component',
  'src/drivers/cluster/kubernetes/starting-controllers.ts #startedAt': 'moments of starts',
  'src/drivers/nodes/dialled/dialled-nodes.ts #from': 'reports that are not acknowledged yet',
  'src/drivers/nodes/kubernetes/kubernetes-nodes.ts #lists': 'counts of lists, one a namespace',
  'src/drivers/nodes/remote/conversation.ts #numbers': 'reports that are not acknowledged yet',
  'src/engine/engine.ts #kinds': 'declarations of the source',
  'src/engine/reconcilers.ts #loops': 'loops that run',
  'src/kernel/query.ts #inAnyCase': 'of one call',
  'src/main/watching/call-durations.ts #counted': 'counts of calls',
  'src/proxy/gate.ts #found': 'of connections, and gone with them',
  'src/proxy/proxy.ts #through': 'of connections, and gone with them',
  'src/server/contract.ts #byId': 'what a contract says',
  'src/server/contract.ts #kinds': 'parts of a contract, each made when it is first needed',
  'src/server/contract.ts #operations': 'parts of a contract, each made when it is first needed',
  'src/server/contract.ts #pruners': 'parts of a contract, each made when it is first needed',
  'src/server/stages/stages.ts contracts': 'one a contract, loaded when it is first needed',
  'src/store/postgres/connection.ts #names': 'what the database has prepared by these names',
  'src/store/sqlite/tables.ts #byName': 'counts of changes, one a table',
}

test('what is looked up and added to for ever is on the list of caches, or is none', () => {
  const longLived =
    /^(?: {2}(?:(?:private|static|readonly) )*(#?\w+)|(?:export )?(?:const|let) (\w+))(?:: [^=\n]+)? = new (?:Weak)?Map\b/gm
  const found = sources
    .filter((file) => !isTest(file) && !/^src\/testing\/|\.fixture\./.test(file))
    .flatMap((file) => {
      const text = textOf(file)
      if (/\bregisterCache\b|\bimplements Cache\b/.test(text)) return []
      return [...text.matchAll(longLived)]
        .map(([, member, constant]) => [member ?? constant!, member ? 'this\\.' : '\\b'] as const)
        .filter(([name, before]) => {
          const calls = (what: string): boolean =>
            new RegExp(`${before}${name}\\s*\\??\\.${what}\\(`).test(text)
          return calls('get') && calls('set') && !calls('delete')
        })
        .map(([name]) => `${file} ${name}`)
    })
  assert.deepEqual(found.sort(), Object.keys(ONLY_GROW).sort())
})
