import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { describe } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf, type TaskUser } from '#drivers/nodes/port.ts'
import { type Scene, scene } from '#testing/agent-scene.ts'

const users: readonly (readonly [string, TaskUser])[] = [
  ['_azbatch', { auto: 'pool', admin: false }],
  ['_azbatch', { auto: 'task', admin: false }],
  ['alice', { name: 'alice', admin: false }],
]

/** What a program says for each kind of user. */
async function sayings(s: Scene, commandLine: string) {
  const said = []
  for (const [index, [name, user]] of users.entries()) {
    const attempt = anAttempt(`a${index}`, { commandLine: `sh -c '${commandLine} 2>&1'`, user })
    const { exitCode } = await s.run(attempt)
    // By the agent: behind bubblewrap the files of a task with a user of its own are kept elsewhere.
    const file = `${directoryOf(attempt.work)}/stdout.txt`
    const out = await text((await s.driver.files.read(attempt.nodeId, file)).body)
    assert.equal(exitCode, 0, `${name}: ${out}`)
    said.push({ name, out })
  }
  return said
}

describe('a program that asks who its user is', () => {
  const git =
    'git config --global user.name Me && git config --global user.email me@example.com && git init -q r && cd r && git commit -q --allow-empty -m first && git log --format=%an'
  if (existsSync('/usr/bin/git')) {
    scene('git keeps settings in its home and commits', async (s) => void (await sayings(s, git)), [
      'uid',
      'bwrap',
    ])
  }
  if (existsSync('/usr/bin/ssh')) {
    scene(
      'ssh finds its user',
      async (s) => {
        for (const { name, out } of await sayings(s, 'ssh -G localhost')) {
          assert.match(out, new RegExp(`^user ${name}$`, 'm'))
        }
      },
      ['uid', 'bwrap'],
    )
  }
  if (existsSync('/usr/bin/java')) {
    scene(
      'Java knows its name and a home that it may write to',
      async (s) => {
        const properties = 'java -Xshare:auto -XshowSettings:properties -version'
        for (const { name, out } of await sayings(s, properties)) {
          assert.match(out, new RegExp(`user\\.name = ${name}$`, 'm'))
          assert.match(out, /user\.home = \/\S+$/m)
        }
      },
      ['uid', 'bwrap'],
    )
  }
})
