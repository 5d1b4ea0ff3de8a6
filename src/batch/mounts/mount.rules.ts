// File systems that a pool mounts on its nodes: which of what a client says of them is refused, and what
// of it may be shown. Pure.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'

type Schemas = components['schemas']
export type MountConfiguration = Schemas['MountConfiguration']

const PATH = 'mountConfiguration'
const KINDS = [
  'azureBlobFileSystemConfiguration',
  'nfsMountConfiguration',
  'cifsMountConfiguration',
  'azureFileShareConfiguration',
] as const satisfies readonly (keyof MountConfiguration)[]
const CREDENTIALS = ['accountKey', 'sasKey', 'identityReference'] as const
const MOST = 10

/** Refuses what no node could mount, whatever there is to mount. */
export function checkMounts(mounts: readonly MountConfiguration[]): void {
  if (mounts.length > MOST) {
    throw invalidProperty(PATH, `A node has at most ${MOST} mounts`, mounts.length)
  }
  mounts.forEach((mount, i) => {
    const at = `${PATH}[${i}]`
    const kinds = KINDS.filter((kind) => mount[kind])
    const [kind] = kinds
    if (!kind || kinds.length > 1) throw invalidProperty(at, 'It must be of exactly one kind')
    const { relativeMountPath: path } = mount[kind]!
    if (!isBelow(path)) {
      const reason = 'It must be a path below AZ_BATCH_NODE_MOUNTS_DIR'
      throw invalidProperty(`${at}.${kind}.relativeMountPath`, reason, path)
    }
    if (mount.azureBlobFileSystemConfiguration) {
      checkCredentials(`${at}.${kind}`, mount.azureBlobFileSystemConfiguration)
    }
  })
}

const isBelow = (path: string): boolean =>
  /^[^/\0]+(\/[^/\0]+)*$/.test(path) && !path.split('/').some((part) => /^\.{1,2}$/.test(part))

function checkCredentials(
  at: string,
  blobs: NonNullable<MountConfiguration['azureBlobFileSystemConfiguration']>,
): void {
  const given = CREDENTIALS.filter((name) => blobs[name] !== undefined)
  if (given.length === 0) throw missingProperty(`${at}.accountKey`)
  if (given.length > 1) {
    throw invalidProperty(`${at}.${given[1]}`, `It cannot be combined with ${given[0]}`)
  }
}

/** Without keys and passwords. */
export const publicMounts = (mounts: readonly MountConfiguration[]) =>
  mounts.map((mount) =>
    Object.fromEntries(
      Object.entries(mount).map(([kind, settings]) => {
        const {
          accountKey: _,
          sasKey: _sas,
          password: _password,
          ...shown
        } = settings as Record<string, unknown>
        return [kind, shown]
      }),
    ),
  )

/** A file share of a storage account, as a mount names it. */
export interface NamedShare {
  readonly account: string
  readonly share: string
  /** Absent: the protocol knows none. */
  readonly key?: string
}

const FILES = /^([a-z0-9]{3,24})\.file\./i

/** The share that a mount is of; undefined: it is something else. */
export function shareIn({
  azureFileShareConfiguration: files,
  cifsMountConfiguration: cifs,
  nfsMountConfiguration: nfs,
}: MountConfiguration): NamedShare | undefined {
  if (files) {
    const share = partsOf(files.azureFileUrl.replace(/^https?:/i, '')).at(-1)
    return share === undefined
      ? undefined
      : { account: files.accountName, share, key: files.accountKey }
  }
  const source = cifs?.source ?? nfs?.source.replace(':/', '/') ?? ''
  const [host = '', ...path] = partsOf(source)
  const account = FILES.exec(host)?.[1]
  const share = path.at(-1)
  if (account === undefined || share === undefined) return undefined
  return { account, share, ...(cifs && { key: cifs.password }) }
}

const partsOf = (place: string): string[] => place.split(/[/\\]/).filter((part) => part !== '')
