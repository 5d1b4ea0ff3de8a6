import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAccountName } from './account-name.rules.ts'

const SYSTEMS = { linux: true, windows: false }

function isRefused(name: string, isLinux: boolean): boolean {
  try {
    checkAccountName('name', name, isLinux)
    return false
  } catch (error) {
    assert.equal((error as { code?: unknown }).code, 'InvalidPropertyValue')
    return true
  }
}

for (const [system, isLinux] of Object.entries(SYSTEMS)) {
  test(`names that ${system} can have are taken`, () => {
    for (const name of ['ann', 'test-user', 'A.b_c', '1', 'Zoë', '用户', '😀'.repeat(20), 'a$']) {
      assert.equal(isRefused(name, isLinux), false, name)
    }
  })

  test(`names that no account of ${system} can have are refused`, () => {
    const names = ['', 'x'.repeat(21), '.', '..', '...', '../x', 'a/b', 'a\\b', '/etc', 'a:b', ' ']
    for (const name of [...names, 'a\nb', 'a\0b', 'a\u2028b', '\ud800', '_azbatch', '_AzBatch_x']) {
      assert.equal(isRefused(name, isLinux), true, JSON.stringify(name))
    }
  })
}

test('what one system alone cannot have is refused there alone', () => {
  for (const name of ['root', 'daemon', 'www-data', '-rf', '~', 'a b']) {
    assert.equal(isRefused(name, true), true, name)
    assert.equal(isRefused(name, false), false, name)
  }
  for (const name of ['Administrator', 'guest', 'SYSTEM', 'a*', 'a@b', 'a[b', '"a"', 'a.', 'a,b']) {
    assert.equal(isRefused(name, false), true, name)
    assert.equal(isRefused(name, true), false, name)
  }
})
