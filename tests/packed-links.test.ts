// The pages of the package link to what the package has, and to headings that are there.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

interface Packed {
  readonly files: readonly { readonly path: string }[]
}

/** What the package has besides what the build makes. */
function packed(): readonly string[] {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const said = execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
  const [{ files }] = JSON.parse(said) as [Packed]
  return files.map(({ path }) => path)
}

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '')

const pageOf = (path: string): string => withoutCode(readFileSync(join(root, path), 'utf8'))

/** As GitHub names the places of headings. */
const places = (page: string): ReadonlySet<string> =>
  new Set(
    [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )

test('no link of a packed page leads nowhere', () => {
  const files = packed()
  const folders = new Set(files.flatMap((path) => [path, posix.dirname(path)]))
  const pages = files.filter((path) => path.endsWith('.md') && !path.startsWith('dist/'))
  assert.ok(pages.length >= 20, `${pages.length} pages`)
  const links = pages.flatMap((page) =>
    [...pageOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page, target })),
  )
  assert.ok(links.length >= 70, `${links.length} links`)
  const dangling = links.filter(({ page, target }) => {
    if (/^[a-z]+:/.test(target)) return false
    const [path = '', place] = target.split('#')
    const file = path === '' ? page : posix.join(posix.dirname(page), path).replace(/\/$/, '')
    if (!folders.has(file)) return true
    return place !== undefined && file.endsWith('.md') && !places(pageOf(file)).has(place)
  })
  assert.deepEqual(dangling, [])
})
