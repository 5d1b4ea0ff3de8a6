import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'

import type { Member } from './archive.ts'
import { busyboxLayer, type Image, imageOf } from './image.ts'

const CURL = '/usr/bin/curl'
const PYTHON = '/usr/bin/python3'

/** An image with this machine's curl and Python, which has no option that names a server. */
export function debianImage(): Image {
  const python = realpathSync(PYTHON)
  const library = `/usr/lib/${python.slice(python.lastIndexOf('/') + 1)}`
  const modules = filesIn(library)
  const programs = [CURL, python, ...modules.filter((path) => path.endsWith('.so'))]
  const libraries = new Set(programs.flatMap(librariesOf))
  const layer = [...new Set([CURL, python, ...libraries, ...modules])].map(
    (path): Member => ({
      path: path.slice(1),
      mode: statSync(path).mode & 0o777,
      content: readFileSync(path),
    }),
  )
  const directories = [...new Set(layer.flatMap(({ path }) => parentsOf(path)))].sort()
  const link: Member = { path: PYTHON.slice(1), type: 'link', target: python }
  return imageOf([busyboxLayer(), [...directories.map(directory), ...layer, link]], {
    Env: ['PATH=/usr/bin:/bin'],
  })
}

const directory = (path: string): Member => ({ path, type: 'directory' })

/** Of `a/b/c`, `a/` and `a/b/`: some engines close those that an archive does not name. */
const parentsOf = (path: string): string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1))

const LEFT_OUT =
  /\/(test|tests|__pycache__|idlelib|tkinter|lib2to3|config-[^/]*|ensurepip|pydoc_data)\//

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => `${directory}/${name}`)
    .filter((path) => !LEFT_OUT.test(path) && existsSync(path) && statSync(path).isFile())

/** What the loader would load, the loader itself included. */
const librariesOf = (program: string): string[] =>
  execFileSync('ldd', [program], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => /(\/\S+)\s+\(0x/.exec(line)?.[1] ?? [])
