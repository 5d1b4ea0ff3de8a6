// Emits contract/generated from the TypeSpec sources; with --check only says what would differ.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { emitService, routeEntryFile } from './contract/emit.ts'

const contract = join(import.meta.dirname, '..', 'contract')
const generated = join(contract, 'generated')

/** Every folder of contract/ that has a main.tsp is a service. */
async function services(): Promise<string[]> {
  const files = await readdir(contract, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name === 'main.tsp')
    .map((file) => relative(contract, file.parentPath))
    .sort()
}

async function emitAll(names: string[]): Promise<Map<string, string>> {
  const wanted = new Map([['route-entry.ts', routeEntryFile]])
  for (const name of names) {
    const files = await emitService(join(contract, name, 'main.tsp'))
    for (const [file, text] of files) wanted.set(join(name, file), text)
  }
  return wanted
}

async function committed(): Promise<Map<string, string>> {
  const files = await readdir(generated, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
  const texts = paths.map(async (path): Promise<[string, string]> => {
    return [relative(generated, path), await readFile(path, 'utf8')]
  })
  return new Map(await Promise.all(texts))
}

/** What has to be done to `found` to make it `wanted`, one line a file. */
function differences(wanted: Map<string, string>, found: Map<string, string>): string[] {
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort()
  return names.flatMap((name) => {
    if (!found.has(name)) return [`missing   ${name}`]
    if (!wanted.has(name)) return [`surplus   ${name}`]
    return wanted.get(name) === found.get(name) ? [] : [`different ${name}`]
  })
}

async function write(wanted: Map<string, string>, found: Map<string, string>): Promise<void> {
  for (const name of found.keys()) if (!wanted.has(name)) await rm(join(generated, name))
  for (const [name, text] of wanted) {
    if (found.get(name) === text) continue
    await mkdir(dirname(join(generated, name)), { recursive: true })
    await writeFile(join(generated, name), text)
  }
}

const wanted = await emitAll(await services())
const found = await committed()
const changes = differences(wanted, found)
for (const line of changes) console.log(line)
if (!process.argv.includes('--check')) {
  await write(wanted, found)
  console.log(`contract/generated: ${wanted.size} files, ${changes.length} changed`)
} else if (changes.length > 0) {
  console.error('contract/generated is not what the sources say: run npm run contract')
  process.exitCode = 1
}
