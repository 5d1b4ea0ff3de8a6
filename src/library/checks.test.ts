// What a machine without a node agent can serve: on macOS and Windows, as this one pretends to be.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { check } from './checks.ts'
import { createLazuli } from './lazuli.ts'
import { settled } from './options.ts'

function pretend(t: TestContext, platform: NodeJS.Platform): void {
  const real = Object.getOwnPropertyDescriptor(process, 'platform')!
  Object.defineProperty(process, 'platform', { ...real, value: platform })
  t.after(() => Object.defineProperty(process, 'platform', real))
}

for (const platform of ['darwin', 'win32'] as const) {
  test(`on ${platform}, nodes of this machine are refused with what to do`, async (t) => {
    pretend(t, platform)
    const asked = { ...settled({}), nodes: 'local' } as const
    await assert.rejects(check(asked), {
      message:
        'Nodes of this machine run tasks on Linux only. Say --nodes simulated, or leave it away.',
    })
    await check({ ...asked, nodes: 'simulated' })
  })

  test(`on ${platform}, a server starts, and says that tasks are simulated`, async (t) => {
    pretend(t, platform)
    const server = await createLazuli({})
    t.after(() => server.stop())
    const { separation, lacks } = await server.inside.machine()
    assert.equal(separation, 'simulated')
    assert.match(lacks.join(' '), /to run them, the node agent needs Linux/)
  })
}
