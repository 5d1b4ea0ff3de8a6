import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstThatWorks, runtimesHere } from './find-runtime.ts'

const installed =
  (...names: readonly string[]) =>
  (name: string): string | undefined =>
    names.includes(name) ? `/usr/bin/${name}` : undefined

test('Podman is taken before Docker, and Docker before runc, as far as they are installed', () => {
  assert.deepEqual(runtimesHere(installed('runc', 'docker', 'podman')), [
    'podman',
    'docker',
    'runc',
  ])
  assert.deepEqual(runtimesHere(installed('runc', 'docker')), ['docker', 'runc'])
  assert.deepEqual(runtimesHere(installed('runc')), ['runc'])
  assert.deepEqual(runtimesHere(installed('crun')), [])
})

test('one that is installed and does not work gives way to the next, and none after it is tried', async () => {
  const names = runtimesHere(installed('podman', 'docker', 'runc'))
  const openedBy = async (...working: readonly string[]) => {
    const tried: string[] = []
    const found = await firstThatWorks(names, async (name) => {
      tried.push(name)
      return working.includes(name) ? { name } : undefined
    })
    return [found?.name, tried]
  }
  assert.deepEqual(await openedBy('podman', 'docker', 'runc'), ['podman', ['podman']])
  assert.deepEqual(await openedBy('docker', 'runc'), ['docker', ['podman', 'docker']])
  assert.deepEqual(await openedBy('runc'), ['runc', ['podman', 'docker', 'runc']])
  assert.deepEqual(await openedBy(), [undefined, ['podman', 'docker', 'runc']])
})
