// What a cluster keeps on the disk: a directory with its record, its keys, its store and its logs.
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadRecord, makeDirectory, recordFiles } from '../../record-file.ts'
import type { ControlPlane, PlaneCredentials, SignIn } from '../port.ts'
import type { NodeKind } from './arguments.ts'
import { nodeStages } from './stages.ts'

/** What is kept of a cluster beside its store. */
export interface ClusterRecord {
  /** The cluster's name as the service has it. */
  readonly cluster: string
  /** What was asked for, and what runs, in full. */
  readonly asked: string
  readonly runs: string
  /** Where callers come. */
  readonly port: number
  /** Which of them are let in, and where the API server itself listens then; absent: all, and at that port. */
  readonly guard?: { readonly callers: readonly string[]; readonly port: number }
  /** Programs by their names: those that run now go on with them. */
  readonly paths: Readonly<Record<string, string>>
  /** Where the API server asks about tokens; absent: it takes none. */
  readonly signIn?: SignIn & { readonly port: number }
  /** What its nodes do with pods; absent: say that they run. */
  readonly nodes?: NodeKind
  /** Of the credentials that the keys on the disk are. */
  readonly fingerprint: string
  /** Whether it is to run: a stopped one keeps its data. */
  readonly isOn: boolean
  /** Whether all of it was started as this says: what ends from then on is started again. */
  readonly isUp: boolean
  /** Whether it ever was: before that it has no nodes. */
  readonly wasUp: boolean
}

/** Where the API server itself listens. */
export const apiPortOf = ({ port, guard }: Pick<ClusterRecord, 'port' | 'guard'>): number =>
  guard?.port ?? port

const RECORD = 'cluster.json'

/** A short name for a directory: what it belongs to is in the record. */
const folderOf = (cluster: string): string =>
  createHash('sha256').update(cluster).digest('hex').slice(0, 16)

export class ClusterFiles {
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  directory(cluster: string): string {
    return join(this.root, folderOf(cluster))
  }

  path(cluster: string, name: string): string {
    return join(this.directory(cluster), name)
  }

  async load(cluster: string): Promise<ClusterRecord | undefined> {
    return await loadRecord<ClusterRecord>(this.path(cluster, RECORD))
  }

  async save(record: ClusterRecord): Promise<void> {
    await makeDirectory(this.directory(record.cluster))
    await recordFiles.save(this.path(record.cluster, RECORD), record)
  }

  /** Every cluster of which something is kept. */
  async all(): Promise<readonly ClusterRecord[]> {
    const folders = await readdir(this.root).catch(() => [])
    const records = folders.map((name) => loadRecord<ClusterRecord>(join(this.root, name, RECORD)))
    return (await Promise.all(records)).filter((record) => record !== undefined)
  }

  async remove(cluster: string): Promise<void> {
    await rm(this.directory(cluster), { recursive: true, force: true, maxRetries: 5 })
  }

  /** Writes where the API server asks about tokens. */
  async writeSignIn(cluster: string, port: number): Promise<void> {
    const directory = this.directory(cluster)
    for (const question of QUESTIONS) {
      const text = questionConfig(directory, port, question)
      await writeFile(join(directory, `${question}.kubeconfig`), text, { mode: 0o600 })
    }
  }

  /** From now on the programs look for the API server at this port. */
  async writePort(cluster: string, port: number): Promise<void> {
    const directory = this.directory(cluster)
    await writeFile(join(directory, 'kubeconfig'), adminConfig(directory, port), { mode: 0o600 })
  }

  /** Writes all that the programs read, for a server at this port. */
  async write(plane: ControlPlane, credentials: PlaneCredentials, port: number): Promise<void> {
    const directory = this.directory(plane.cluster)
    await makeDirectory(directory)
    const server = credentials.server([...OWN_NAMES, ...plane.hostNames])
    const [signing = ''] = credentials.serviceAccountKeys
    const files: Record<string, string> = {
      'ca.crt': credentials.authority.certificate,
      'ca.key': credentials.authority.key,
      'server.crt': server.certificate,
      'server.key': server.key,
      'admin.crt': credentials.administrator.certificate,
      'admin.key': credentials.administrator.key,
      'service-account.key': createPrivateKey(signing)
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      'service-account.pub': credentials.serviceAccountKeys.map(publicOf).join(''),
      'tokens.csv': credentials.tokens
        .map(({ token, name, group }) => `${token},${name},${name},"${group}"\n`)
        .join(''),
      kubeconfig: adminConfig(directory, port),
      'stages.json': nodeStages(),
    }
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(directory, name), text, { mode: 0o600 })
    }
  }
}

const OWN_NAMES = [
  'localhost',
  '127.0.0.1',
  '10.0.0.1',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]

/** The form that an API server reads: a public key by itself. */
const publicOf = (key: string): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

/** Tells credentials from others. */
export const fingerprintOf = (credentials: PlaneCredentials): string => {
  const { authority, serviceAccountKeys, tokens } = credentials
  const all = JSON.stringify([authority.certificate, serviceAccountKeys, tokens])
  return createHash('sha256').update(all).digest('hex')
}

/** What an API server asks about its callers: who they are, and what they may do. */
const QUESTIONS = ['authenticate', 'authorize'] as const

type Question = (typeof QUESTIONS)[number]

const questionConfig = (directory: string, port: number, question: Question): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'authority',
        cluster: {
          server: `https://127.0.0.1:${port}/${question}`,
          'certificate-authority': join(directory, 'ca.crt'),
        },
      },
    ],
    users: [{ name: 'server', user: {} }],
    contexts: [{ name: 'own', context: { cluster: 'authority', user: 'server' } }],
    'current-context': 'own',
  })

/** JSON is YAML. */
const adminConfig = (directory: string, port: number): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'own',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority': join(directory, 'ca.crt'),
        },
      },
    ],
    users: [
      {
        name: 'admin',
        user: {
          'client-certificate': join(directory, 'admin.crt'),
          'client-key': join(directory, 'admin.key'),
        },
      },
    ],
    contexts: [{ name: 'own', context: { cluster: 'own', user: 'admin' } }],
    'current-context': 'own',
  })
