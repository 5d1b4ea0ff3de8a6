// Terraform's provider azurerm itself, from its sources: with the services that the configuration here
// uses and without the clients of all others, which would take most of an hour to build.
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cache, must, sh } from '../environments.ts'
import { goBuild, goModule } from './go-module.ts'

const MODULE = 'github.com/hashicorp/terraform-provider-azurerm'
/** Of 5.x; a tag of the module's major version is on no proxy. */
const VERSION = 'v1.44.1-0.20260824201233-fae580791926'

/** What the provider registers: folders of its `internal/services`. */
const SERVICES = ['batch', 'containers', 'resource', 'storage']
/** Those, and what their resources call besides. */
const CLIENTS = [...SERVICES, 'keyvault', 'network']

const directory = join(cache, 'terraform', [VERSION, ...SERVICES].join('-'))
export const azurermFolder = join(directory, 'bin')

export async function prepareAzurerm(): Promise<void> {
  const program = join(azurermFolder, 'terraform-provider-azurerm')
  if (existsSync(program)) return
  const sources = join(directory, 'sources')
  await rm(sources, { recursive: true, force: true })
  await mkdir(sources, { recursive: true })
  const module = await goModule(MODULE, VERSION)
  const parts = ['go.mod', 'go.sum', 'main.go', 'helpers', 'internal', 'utils', 'version']
  for (const part of parts) {
    await cp(join(module, part), join(sources, part), {
      recursive: true,
      filter: (path) => !path.endsWith('_test.go') && basename(path) !== 'testdata',
    })
  }
  // What comes from the module cache may not be written to.
  await must(sh('chmod', ['-R', 'u+w', sources]))
  const without = (file: string, kept: readonly string[]): Promise<void> =>
    rewrite(join(sources, 'internal', file), (text) => withoutServices(text, kept))
  await without('clients/client.go', CLIENTS)
  await without('clients/client_gen.go', CLIENTS)
  await without('provider/services.go', SERVICES)
  await without('provider/services_gen.go', SERVICES)
  await goBuild(sources, '.', program)
  await rm(sources, { recursive: true })
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')))
}

/** The Go file without the imports of services that are not kept, and without what uses those. */
function withoutServices(text: string, kept: readonly string[]): string {
  const dropped: string[] = []
  const imported = text.replace(/^\t(?:(\w+) )?"([^"]+)"\n/gm, (line, alias, path: string) => {
    const service = /\/internal\/services\/([^/]+)/.exec(path)?.[1]
    const isClient = path.includes('/go-azure-sdk/resource-manager/')
    if (!isClient && (service === undefined || kept.includes(service))) return line
    dropped.push(alias ?? basename(path))
    return ''
  })
  const used = dropped.reduce(
    (rest, name) =>
      rest
        .replace(new RegExp(`^\\t+\\w+ +\\*${name}\\.\\w+\\n`, 'gm'), '')
        .replace(new RegExp(`^\\t+${name}\\.Registration\\{\\},\\n`, 'gm'), '')
        .replace(new RegExp(`^\\tclient\\.\\w+ = ${name}\\..*\\n`, 'gm'), '')
        .replace(new RegExp(`^\\tif client\\.\\w+, err = ${name}\\.[^]*?\\n\\t\\}\\n`, 'gm'), ''),
    imported,
  )
  return used.includes('fmt.') ? used : used.replace('\t"fmt"\n', '')
}
