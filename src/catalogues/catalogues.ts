// What Azure has on offer, as data: sizes, versions, images, reserved ranges. What belongs here reads
// the files and finds entries; what a value that is in none of them means is the services' business.

import { readFileSync } from 'node:fs'
import { flagOf } from '#kernel/options.ts'

/** A size of virtual machines. What a source does not say is absent. */
export interface VmSize {
  readonly name: string
  readonly family: string
  /** What quotas count. */
  readonly cores: number
  /** Fewer than `cores` where a size leaves some of them out: `Standard_M16-4ms`. */
  readonly availableCores?: number
  readonly memoryGB: number
  readonly temporaryDiskMB?: number
  /** What of the host's disk caches those of the machine, in GiB. */
  readonly cachedDiskGB?: number
  readonly dataDisks?: number
  readonly gpus?: number
  readonly architecture?: 'arm64'
  /** Azure no longer offers it; what was written for it still names it. */
  readonly retired?: boolean
}

export interface KubernetesMinor {
  /** `1.29`. */
  readonly version: string
  /** Full versions, oldest first. */
  readonly patches: readonly string[]
  readonly isDefault?: boolean
  readonly isPreview?: boolean
  readonly longTermSupport?: boolean
}

/** A range of addresses that a client may not use for its own. */
export interface ReservedRange {
  readonly range: string
  /** Whose it is. */
  readonly of: string
}

/** An image of the marketplace with the node agent that fits it. */
export interface BatchImage {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly nodeAgent: string
  readonly os: 'linux' | 'windows'
  readonly verified: boolean
  readonly capabilities?: readonly string[]
  /** `2025-04-23`: when Azure stops taking new pools with it. */
  readonly endOfLife?: string
}

interface NodeAgent {
  /** `batch.node.ubuntu 22.04`. */
  readonly name: string
  readonly os: 'linux' | 'windows'
}

/** What a catalogue file may hold, by the names that it has there. */
export interface Kinds {
  readonly vmSizes: VmSize
  readonly cloudServiceSizes: VmSize
  readonly kubernetesVersions: KubernetesMinor
  readonly reservedRanges: ReservedRange
  readonly images: BatchImage
  readonly nodeAgents: NodeAgent
}
export type Kind = keyof Kinds

type Entries = { readonly [K in Kind]?: readonly Kinds[K][] }

/** A file: where its facts come from, the kinds that it replaces rather than extends, its entries. */
export interface CatalogueFile extends Entries {
  readonly sources?: readonly Source[]
  readonly replaces?: readonly Kind[]
}

interface Source {
  readonly address: string
  readonly date: string
  readonly of?: string
}

const fileOf = {
  vmSizes: 'vm-sizes',
  cloudServiceSizes: 'cloud-service-sizes',
  kubernetesVersions: 'kubernetes-versions',
  reservedRanges: 'reserved-ranges',
  images: 'images',
  nodeAgents: 'node-agents',
} as const satisfies Record<Kind, string>

export const kinds = Object.keys(fileOf) as readonly Kind[]

/** What is the same entry: a user's takes the place of ours. */
const keyOf: { readonly [K in Kind]: (entry: Kinds[K]) => string } = {
  vmSizes: ({ name }) => name,
  cloudServiceSizes: ({ name }) => name,
  kubernetesVersions: ({ version }) => version,
  reservedRanges: ({ range }) => range,
  images: ({ publisher, offer, sku }) => `${publisher}/${offer}/${sku}`,
  nodeAgents: ({ name }) => name,
}

/** The entries of every kind: ours, with those of a user's files on top. Each is read when needed. */
export class Catalogues {
  readonly #own: readonly CatalogueFile[]
  readonly #kinds = new Map<Kind, ReadonlyMap<string, unknown>>()

  constructor(own: readonly CatalogueFile[] = []) {
    this.#own = own
  }

  all<K extends Kind>(kind: K): readonly Kinds[K][] {
    return [...this.#byKey(kind).values()]
  }

  /** The entry of that name; case does not count. */
  find<K extends Kind>(kind: K, name: string): Kinds[K] | undefined {
    return this.#byKey(kind).get(name.toLowerCase())
  }

  #byKey<K extends Kind>(kind: K): ReadonlyMap<string, Kinds[K]> {
    const known = this.#kinds.get(kind) as ReadonlyMap<string, Kinds[K]> | undefined
    if (known) return known
    const isReplaced = this.#own.some(({ replaces }) => replaces?.includes(kind))
    const files: readonly Entries[] = isReplaced ? this.#own : [builtIn(kind), ...this.#own]
    const entries = files.flatMap((file) => (file[kind] ?? []) as readonly Kinds[K][])
    const made = new Map(entries.map((entry) => [keyOf[kind](entry).toLowerCase(), entry]))
    this.#kinds.set(kind, made)
    return made
  }
}

/** Ours, which a test holds against the format. */
export function builtIn(kind: Kind): CatalogueFile {
  const file = new URL(`./data/${fileOf[kind]}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as CatalogueFile
}

/** The last sentence for a value that no catalogue has. */
export const howToAdd = (kind: Kind): string =>
  `Lazuli knows the ${WORDS[kind]} of its catalogue; start it with ${flagOf('catalogue')} FILE to add your own.`

const WORDS: Readonly<Record<Kind, string>> = {
  vmSizes: 'VM sizes',
  cloudServiceSizes: 'sizes of cloud services',
  kubernetesVersions: 'Kubernetes versions',
  reservedRanges: 'reserved ranges',
  images: 'images',
  nodeAgents: 'node agents',
}
