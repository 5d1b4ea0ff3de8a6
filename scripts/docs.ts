// Prints docs/generated from the code: the error catalogues, and which operations are served.
// `--check` only compares, and fails with the names of what differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { armErrors } from '#arm/errors.ts'
import { batchErrors } from '#batch/errors.ts'
import { accountErrors } from '#batch/management/accounts/account.errors.ts'
import { aksCatalogue } from '#containerservice/errors.ts'
import { hybridComputeCatalogue } from '#hybridcompute/errors.ts'
import { entraCatalogue } from '#identity/entra-errors.ts'
import { gateCatalogue } from '#identity/errors.ts'
import type { Basis } from '#kernel/catalogue.ts'
import type { Service } from '#kernel/service.ts'
import { scvmmFailures, scvmmRefusals } from '#scvmm/errors.ts'
import { startServer } from '../src/main.ts'

type Entries = Readonly<
  Record<string, { readonly status: number; readonly message: string; readonly basis: Basis }>
>

const catalogues: readonly (readonly [string, Entries])[] = [
  ['Resource Manager', armErrors],
  ["Resource Manager's gate: who calls", gateCatalogue],
  ['Entra', entraCatalogue],
  ['Kubernetes Service', aksCatalogue],
  ['Batch', batchErrors],
  ['SCVMM', scvmmRefusals],
  ['SCVMM, as operations fail', scvmmFailures],
  ['Hybrid machines', hybridComputeCatalogue],
  ['Batch accounts on Resource Manager', accountErrors],
]

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** `assumed` stands out: what nobody has recorded or documented is ours to be corrected. */
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

const pages = new URL('../docs/generated/', import.meta.url)

async function main(): Promise<void> {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    batchPort: 0,
    dataDirectory: undefined,
    timeScale: 1,
  })
  const services = await Promise.all(
    server.services.map(async (service) => ({ ...service, handlers: await service.handlers() })),
  )
  await server.stop()
  const wanted = { 'errors.md': errorsPage(), 'coverage.md': coveragePage(services) }
  await mkdir(pages, { recursive: true })
  const isCheck = process.argv.includes('--check')
  for (const [name, text] of Object.entries(wanted)) {
    const file = fileURLToPath(new URL(name, pages))
    if (!isCheck) {
      await writeFile(file, text)
    } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      process.stderr.write(`docs/generated/${name} is not what the code says: run npm run docs\n`)
      process.exitCode = 1
    }
  }
}

await main()
