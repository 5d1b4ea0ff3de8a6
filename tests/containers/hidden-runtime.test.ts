// Where a runtime is missing its tests fail: none is skipped. Each is hidden from a run of its own tests.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { DEFAULT_PATH } from '#agent/attempts/environment.ts'

/** By the program, the files whose tests need it: of an agent alone, and of a server with tasks. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  podman: ['podman/agent.test.ts', 'podman/tasks.test.ts'],
  docker: ['docker/agent.test.ts', 'docker/tasks.test.ts'],
  runc: ['runc/agent.test.ts', 'runc/tasks.test.ts'],
  umoci: ['runc/tasks.test.ts'],
}
const LONGEST_MS = 120_000
const HERE = new URL('.', import.meta.url).pathname

/** Nothing is executed at these paths by what the script starts, and by nothing else. */
const HIDE = 'for path in $1; do mount --bind /dev/null "$path" || exit 99; done; shift; exec "$@"'

const pathsOf = (program: string): string[] =>
  DEFAULT_PATH.split(':')
    .map((place) => `${place}/${program}`)
    .filter(existsSync)

/** What a run of the files tells, by the summary's words. */
function resultsWithout(program: string, file: string) {
  const env: NodeJS.ProcessEnv = { ...process.env }
  delete env.NODE_TEST_CONTEXT
  const run = ['--test', '--test-reporter=tap', HERE + file]
  const hidden = ['unshare', '--mount', '/bin/sh', '-c', HIDE, 'sh', pathsOf(program).join(' ')]
  const { status, stdout } = spawnSync(hidden[0]!, [...hidden.slice(1), process.execPath, ...run], {
    env,
    timeout: LONGEST_MS,
    encoding: 'utf8',
  })
  const count = (word: string): number =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? Number.NaN)
  const [passed, skipped, todo] = [count('pass'), count('skipped'), count('todo')]
  return { status, passed, skipped, todo, stdout }
}

for (const [program, files] of Object.entries(NEEDS)) {
  test(`tests that need ${program} fail where it is missing`, () => {
    assert.ok(pathsOf(program).length > 0, `${program} is missing`)
    for (const file of files) {
      const { status, passed, skipped, todo, stdout } = resultsWithout(program, file)
      const found = { status, passed, skipped, todo }
      assert.deepEqual(found, { status: 1, passed: 0, skipped: 0, todo: 0 }, stdout)
      assert.match(stdout, new RegExp(`No program that runs containers|no ${program} here`))
    }
  })
}

test('each runtime has all suites, none of them can be skipped, and CI runs them', () => {
  const suites = ['podman', 'docker', 'runc'].map((way) => readdirSync(`${HERE}${way}`).toSorted())
  assert.deepEqual(suites[0], suites[1])
  assert.deepEqual(suites[1], suites[2])
  const sources = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('hidden-runtime'))
    .map((name) => readFileSync(`${HERE}${name}`, 'utf8'))
  assert.ok(sources.every((text) => !/\bskip\b|\btodo\b/.test(text)))
  const ci = readFileSync(new URL('../../.ci/run', import.meta.url), 'utf8')
  assert.match(ci, /^for suite in [^;]*\btest:containers\b/m)
  assert.match(ci, /npm run -s "\$suite" \|\| failed=1/)
})
