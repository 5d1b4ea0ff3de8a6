// The rooms of the house: what each holds and which others it may import. `tidy.test.ts` checks it,
// and `npm run docs` prints it into ARCHITECTURE.md.
import { tableOf } from './table.ts'

export interface Room {
  readonly holds: string
  /** Rooms by their names; a file's name allows that file of every room. */
  readonly mayImport: readonly string[] | 'everything' | 'everything but the command line'
}

const service = (holds: string): Room => ({
  holds,
  mayImport: [
    'kernel',
    'contract',
    'arm',
    'catalogues',
    'engine',
    'store',
    'port.ts',
    'nodes/provider.ts',
  ],
})

/** By the names of their folders in src/. */
export const rooms: Readonly<Record<string, Room>> = {
  kernel: {
    holds: 'vocabulary: instants, decisions, handlers, errors, options. Pure types and functions',
    mayImport: [],
  },
  catalogues: {
    holds: 'what Azure has on offer, as data: sizes, versions, images, reserved ranges',
    mayImport: ['kernel'],
  },
  files: {
    holds: 'directories of files, byte by byte, whatever they are for',
    mayImport: ['kernel'],
  },
  blobs: {
    holds: 'a client of blob services: reads, lists and puts blobs over HTTP, with retries',
    mayImport: ['kernel'],
  },
  store: {
    holds: 'the store port, SQLite, PostgreSQL, migrations',
    mayImport: ['kernel', 'files'],
  },
  engine: {
    holds: 'clock, durable operations, reconcilers, faults',
    mayImport: ['kernel', 'store'],
  },
  drivers: {
    holds:
      'where work really happens: compute, cluster, hypervisor, blobs. Each knows its own port',
    mayImport: ['kernel'],
  },
  agent: {
    holds: 'the program that runs tasks on a node. It needs Linux',
    mayImport: ['kernel', 'contract', 'blobs', 'files', 'port.ts', 'channel.ts'],
  },
  identity: { holds: 'Entra, Shared Key, roles', mayImport: ['kernel', 'contract', 'store'] },
  arm: {
    holds: 'resource ids, groups, providers, tags, the long-running protocol',
    mayImport: ['kernel', 'contract', 'engine', 'store'],
  },
  batch: service('Batch: its data plane and its part of Resource Manager'),
  containerservice: service('AKS'),
  scvmm: service('SCVMM'),
  storage: service(
    'storage accounts: their part of Resource Manager, and the front of their data planes',
  ),
  hybridcompute: service('hybrid machines, as far as SCVMM needs them'),
  lazuli: {
    holds: 'our own API: pacing, faults, journal, clock and what else Azure has no call for',
    mayImport: ['kernel', 'contract', 'engine', 'store'],
  },
  server: {
    holds: 'listeners and the request pipeline. Of the engine it needs the clock',
    mayImport: ['kernel', 'contract', 'arm', 'identity', 'engine', 'service.ts'],
  },
  main: {
    holds: 'builds a server from all rooms, with a file for each',
    mayImport: 'everything but the command line',
  },
  library: {
    holds:
      '`createLazuli`: a server in this process; all options; `spawnLazuli`: one beside it; the ready file',
    mayImport: 'everything but the command line',
  },
  proxy: {
    holds:
      "the loopback proxy that leads programs here by Azure's own names, and what they read of it",
    mayImport: ['kernel', 'files', 'der.ts'],
  },
  cli: {
    holds: 'the command line. All but `start` and `run` speaks HTTP',
    mayImport: ['kernel', 'contract', 'library', 'proxy'],
  },
  testing: { holds: 'what our own tests import: makers, clocks', mayImport: 'everything' },
}

const cells = ([name, { holds, mayImport }]: [string, Room]): string[] => [
  `\`src/${name}\``,
  holds,
  typeof mayImport === 'string' ? mayImport : mayImport.map(printed).join(', ') || 'nothing',
]

const printed = (name: string): string => (name.endsWith('.ts') ? `every \`${name}\`` : name)

/** The table of ARCHITECTURE.md. */
export const roomsTable = (): string =>
  tableOf([
    ['room', 'what it holds', 'may import'],
    ...Object.entries(rooms).map(cells),
    [
      '`contract`',
      'what travels on the wire, in TypeSpec; `contract/generated` is emitted',
      'nothing',
    ],
  ])
