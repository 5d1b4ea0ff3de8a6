import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeMounts } from './mounts.ts'

test('of a node a container sees what was asked for, and what its variables name, which it may not change', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'lazuli-mounts-'))
  t.after(() => rmSync(root, { recursive: true }))
  const programs = `${root}/volatile/azure`
  for (const path of ['shared', 'task', 'volatile/azure']) {
    mkdirSync(`${root}/${path}`, { recursive: true })
  }
  const places = {
    root,
    task: `${root}/task`,
    preparation: undefined,
    shares: [],
    programs: [programs],
    real: (path: string) => path,
  }
  const mount = (path: string, isReadOnly: boolean) => ({ from: path, at: path, isReadOnly })
  const named = mount(programs, true)
  assert.deepEqual(nodeMounts(places, []), [named])
  const shared = { source: 'Shared', isReadOnly: false } as const
  const wanted = nodeMounts(places, [shared])
  assert.deepEqual(wanted, [mount(`${root}/shared`, false), named])
  assert.deepEqual(nodeMounts({ ...places, programs: [] }, []), [])
  assert.deepEqual(nodeMounts({ ...places, programs: [`${root}/none`] }, []), [])
  assert.deepEqual(nodeMounts(places, undefined), [mount(root, false)])
})
