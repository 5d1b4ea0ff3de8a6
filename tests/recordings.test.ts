// contract/README.md names a test for each recorded exchange that was read.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('each recording that the contract names has the test that is named with it', (t) => {
  const page = read('../contract/README.md')
  const [, table = ''] = /<!-- recordings -->(.*)<!-- \/recordings -->/s.exec(page) ?? []
  const rows = [...table.matchAll(/^\| (.+) \| (.+) \| `([-\w/]+)`: (.+?) \|$/gm)]
  for (const [, what, source, file, title] of rows) {
    assert.ok(source!.length > 5, what)
    const tests = read(`./wire/${file}.test.ts`)
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``]
    assert.ok(
      quoted.some((text) => tests.includes(`test(${text}`)),
      `${file} has no test '${title}'`,
    )
  }
  t.diagnostic(`${rows.length} recordings`)
  assert.ok(rows.length >= 90, String(rows.length))
})
