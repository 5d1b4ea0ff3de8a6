// Prints docs/generated from the code (errors, options, which operations are served), the tables of
// ARCHITECTURE.md, and what all migrations together make of an empty store.
// `--check` only compares, and fails with the names of what differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { armErrors } from '#arm/errors.ts'
import { batchErrors } from '#batch/errors.ts'
import { accountErrors } from '#batch/management/accounts/account.errors.ts'
import { detailsOf } from '#cli/start-help.ts'
import { aksCatalogue } from '#containerservice/errors.ts'
import { versions as adminVersions } from '#contract/lazuli/routes.ts'
import { hybridComputeCatalogue } from '#hybridcompute/errors.ts'
import { entraCatalogue } from '#identity/entra/entra-errors.ts'
import { gateCatalogue } from '#identity/errors.ts'
import { graphCatalogue } from '#identity/graph/graph.errors.ts'
import type { Basis } from '#kernel/catalogue.ts'
import { flagOf, type OptionGroup, variableOf } from '#kernel/options.ts'
import type { Service } from '#kernel/service.ts'
import { lazuliErrors } from '#lazuli/errors.ts'
import { createLazuli } from '#library/lazuli.ts'
import { commandOptions, optionGroups } from '#library/options.ts'
import { scvmmFailures, scvmmRefusals } from '#scvmm/errors.ts'
import { storageErrors } from '#storage/errors.ts'
import { dataErrors } from '#storage/front/data-errors.ts'
import { roomsTable } from '../tests/rooms.ts'
import { suffixesTable } from '../tests/suffixes.ts'
import { adminPage } from './docs-admin.ts'
import { notHerePage } from './docs-not-here.ts'
import { wholeSchema } from './docs-schema.ts'

type Entries = Readonly<
  Record<string, { readonly status: number; readonly message: string; readonly basis: Basis }>
>

const catalogues: readonly (readonly [string, Entries])[] = [
  ['Resource Manager', armErrors],
  ["Resource Manager's gate: who calls", gateCatalogue],
  ['Entra', entraCatalogue],
  ['Microsoft Graph', graphCatalogue],
  ['Kubernetes Service', aksCatalogue],
  ['Batch', batchErrors],
  ['SCVMM', scvmmRefusals],
  ['SCVMM, as operations fail', scvmmFailures],
  ['Hybrid machines', hybridComputeCatalogue],
  ['Storage', storageErrors],
  ['Blobs, queues and tables', dataErrors],
  ['Batch accounts on Resource Manager', accountErrors],
  ["Lazuli's own API", lazuliErrors],
]

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** `assumed` stands out: what was neither recorded nor documented is ours to be corrected. */
function known(basis: Basis): string {
  const [how, where] = Object.entries(basis)[0] as [string, string]
  return how === 'assumed' ? `**assumed**: ${where}` : `${how}: ${where}`
}

export function errorsPage(): string {
  const sections = catalogues.map(([name, entries]) => {
    const rows = Object.entries(entries).map(
      ([code, entry]) =>
        `| ${entry.status} | \`${code.split(':')[0]}\` | ${cell(entry.message)} | ${cell(known(entry.basis))} |`,
    )
    return [
      `## ${name}`,
      '',
      '| status | code | message | how we know |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
  })
  const head =
    '# Errors\n\nPrinted by `npm run docs` from the catalogues in the code. Codes are for programs; the ' +
    'words of an entry that is only assumed may differ from Azure’s.'
  return `${[head, ...sections].join('\n\n')}\n`
}

interface Served extends Pick<Service, 'name' | 'routes' | 'versions'> {
  readonly handlers: object
}

export function coveragePage(services: readonly Served[]): string {
  const summary = services.map((service) => {
    const served = service.routes.filter((route) => route.operationId in service.handlers)
    return `| ${service.name} | ${service.versions.join(', ')} | ${served.length} of ${service.routes.length} |`
  })
  const sections = services.map((service) => {
    const rows = service.routes.map((route) => {
      const isServed = route.operationId in service.handlers
      return `| ${route.operationId} | ${route.method.toUpperCase()} | \`${route.path}\` | ${isServed ? 'yes' : 'no'} |`
    })
    return [
      `## ${service.name}`,
      '',
      '| operation | method | path | served |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
  })
  return `${[
    '# Coverage\n\nPrinted by `npm run docs`: every operation of every contract, and whether it is served. One that is not answers 501 `NotImplemented`.',
    ['| service | api-versions | served |', '| --- | --- | --- |', ...summary].join('\n'),
    ...sections,
  ].join('\n\n')}\n`
}

const code = (text: string): string => `\`${text}\``

function optionsSection({ name, title, options }: OptionGroup): string {
  const rows = Object.entries(options).map(([option, spec]) => {
    const flag = spec.type === 'flag' ? flagOf(option) : `${flagOf(option)} ${spec.value}`
    const inProcess = spec.type === 'number' && spec.inProcess !== undefined
    const details = [
      detailsOf(spec),
      ...(inProcess ? [`in \`createLazuli\`: ${spec.inProcess}`] : []),
      ...(spec.type === 'number' ? [`from ${spec.least} to ${spec.most}`] : []),
      ...(spec.conflicts ? [`not with \`${flagOf(spec.conflicts)}\``] : []),
    ].filter((text) => text !== '')
    const cells = [code(flag), code(variableOf(option)), spec.says, details.join('; '), spec.since]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  const head = [
    `## ${title}`,
    '',
    `\`lazuli start --help ${name}\``,
    '',
    '| flag | variable | what it does | value | since |',
    '| --- | --- | --- | --- | --- |',
  ]
  return [...head, ...rows].join('\n')
}

export function optionsPage(): string {
  const head = [
    '# Options',
    '',
    'Printed by `npm run docs` from the `options.ts` of each room. An option may stand on the command',
    'line of `lazuli start`, in a variable, or in a configuration file under the name of its flag',
    '(`time-scale: 60`); a flag wins over a variable, and that over the file. `--no-NAME` turns off',
    'what a variable or the file turns on. Paths in the file start where the file is. Programs hand',
    'the same options to `createLazuli`, in camelCase (`timeScale: 60`).',
  ].join('\n')
  const own = optionsSection(commandOptions)
  return `${[head, own, ...optionGroups.map(optionsSection)].join('\n\n')}\n`
}

const ROOMS = /(?<=<!-- rooms -->\n)[\s\S]*(?=<!-- \/rooms -->)/
const SUFFIXES = /(?<=<!-- suffixes -->\n)[\s\S]*(?=<!-- \/suffixes -->)/

async function architecturePage(): Promise<string> {
  const text = await readFile(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8')
  return text
    .replace(ROOMS, () => `\n${roomsTable()}\n\n`)
    .replace(SUFFIXES, () => `\n${suffixesTable()}\n\n`)
}

const root = new URL('../', import.meta.url)

/** The contract as the package brings it along, for makers of clients. */
const openApi = (): Promise<string> =>
  readFile(new URL(`contract/generated/lazuli/${adminVersions.at(-1)}.json`, root), 'utf8')

async function main(): Promise<void> {
  const server = await createLazuli()
  const services = await Promise.all(
    server.services.map(async (service) => ({ ...service, handlers: await service.handlers() })),
  )
  await server.stop()
  const wanted = {
    'ARCHITECTURE.md': await architecturePage(),
    'docs/generated/errors.md': errorsPage(),
    'docs/generated/coverage.md': coveragePage(services),
    'docs/generated/admin.md': await adminPage(),
    'docs/generated/admin.openapi.json': await openApi(),
    'docs/generated/not-here.md': notHerePage(),
    'docs/generated/options.md': optionsPage(),
    'src/store/migrations/whole.sql': await wholeSchema(),
  }
  await mkdir(new URL('docs/generated/', root), { recursive: true })
  const isCheck = process.argv.includes('--check')
  for (const [name, text] of Object.entries(wanted)) {
    const file = fileURLToPath(new URL(name, root))
    if (!isCheck) {
      await writeFile(file, text)
    } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      process.stderr.write(`${name} is not what the code says: run npm run docs\n`)
      process.exitCode = 1
    }
  }
}

await main()
