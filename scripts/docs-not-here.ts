// The page of what is not here: the operations without a handler and the properties that are refused,
// from the list that a test holds to the code, and what no contract has at all.

import { readFileSync } from 'node:fs'
import { flagOf } from '#kernel/options.ts'
import { unservedParts } from '#storage/front/access/unserved.rules.ts'

interface Line {
  readonly service: string
  readonly what: string
  readonly isProperty: boolean
  readonly reason: string
}

/** `SERVICE OPERATION: reason` or `SERVICE property MODEL.NAME: reason`, one a line. */
export function uncovered(): readonly Line[] {
  const text = readFileSync(new URL('../tests/uncovered.txt', import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const [, service = '', property, what = '', reason = ''] =
      /^(\S+) (property )?(\S+): (.+)$/.exec(line) ?? []
    return { service, what, isProperty: property !== undefined, reason }
  })
}

/**
 * No contract has these, or what is kept has no effect. tests/uncovered.test.ts calls for each, as far as
 * a call can show it.
 */
export const ABSENT: readonly (readonly [string, string])[] = [
  ['Deployments of templates (`az deployment`, Bicep, azd), policies', '501 `NotImplemented`'],
  ['The activity log, metrics and diagnostic settings', '501 `NotImplemented`'],
  [
    'Networks, key vaults, virtual machines and all other namespaces of Azure (src/arm/providers/neighbours.ts)',
    '501 `NotImplemented`; 404 `InvalidResourceNamespace` where Azure has none of that name',
  ],
  [
    'Preview features (`az feature`), moves of resources, batches of calls to ARM',
    '501 `NotImplemented`',
  ],
  [
    'Fleets of AKS; extensions, licenses and private links of hybrid machines',
    '501 `NotImplemented`',
  ],
  [
    'Files in shares (shares themselves are kept on ARM), Data Lake, static websites',
    '501 `NotImplemented`',
  ],
  [
    `Blobs, queues and tables of a server that was started without \`${flagOf('storage')}\``,
    'no answer at their addresses',
  ],
  [
    `Of blobs, queues and tables: ${unservedParts.map(({ what }) => what).join('; ')}; copies from another server; a SAS of a directory`,
    '501 `NotImplemented`',
  ],
  [
    'Versions, soft deletion, life cycle policies and firewalls of storage accounts',
    'kept as told, without effect',
  ],
  [
    'Queues, tables, policies, encryption scopes and failover of storage accounts on Resource Manager',
    '501 `NotImplemented`',
  ],
  ['Identity bindings of AKS, but for their empty lists', '501 `NotImplemented`'],
  [
    `Kubernetes behind an AKS cluster of a server that was started without \`${flagOf('cluster')} kubernetes\``,
    'credentials are given, but no API server answers',
  ],
  [
    `Private clusters with \`${flagOf('cluster')} kubernetes\``,
    'kept as told, without effect: every API server listens on 127.0.0.1 alone',
  ],
  [
    'What nodes read and write on disks and the network, in formulas of autoscale (`$DiskReadOps`, `$DiskWriteOps`, `$DiskReadBytes`, `$DiskWriteBytes`, `$NetworkInBytes`, `$NetworkOutBytes`)',
    'never measured: the formula fails with `InsufficientSampleData`, and the pool stays as it is',
  ],
  [
    'Mounts of containers of blobs, and of file systems that are no share of an account of this server',
    'the nodes are `unusable`, with `MountConfigurationError` and the reason',
  ],
  [
    'Registries of images that are reached by an identity',
    'nodes and tasks that need one say `ContainerInvalidRegistry`',
  ],
  [
    'Networks of Batch: `publicNetworkAccess` and `networkProfile` of accounts; of pools, subnets, inbound NAT pools with the rules of their security groups, and addresses of IPv6',
    'kept as told, without effect: nodes show addresses and ports at which nothing listens for them',
  ],
  [
    'Disks of pools (`osDisk`, `dataDisks`), their encryption and that of accounts',
    'kept as told, without effect: tasks use the disk of the machine that they run on',
  ],
  [
    'Turns of jobs of one priority in a pool (`jobDefaultOrder` of `none`)',
    'kept as told, without effect: the job that was made first comes first',
  ],
  ['Windows on the nodes of a pool', 'pools are made, their tasks run on this machine as it is'],
]

export function notHerePage(): string {
  const rows = (isProperty: boolean): string[] =>
    uncovered()
      .filter((line) => line.isProperty === isProperty)
      .map(({ service, what, reason }) => `| ${service} | \`${what}\` | ${reason} |`)
  const absent = ABSENT.map(([what, instead]) => `| ${what} | ${instead} |`)
  const table = (title: string, head: string, lines: readonly string[]): string =>
    [
      `## ${title}`,
      '',
      ...(lines.length === 0 ? ['None.'] : [head, head.replace(/[^|]+/g, ' --- '), ...lines]),
    ].join('\n')
  return `${[
    '# What is not here\n\nPrinted by `npm run docs`. An operation or property that is not served is refused with 501\n`NotImplemented`, on both planes, and its name stands in the first sentence.',
    table('Operations', '| service | operation | why |', rows(false)),
    table('Properties', '| service | property | why |', rows(true)),
    table('Whole services', '| what | a call gets |', absent),
  ].join('\n\n')}\n`
}
