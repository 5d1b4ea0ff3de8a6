// Reads a file in which a user says what else there is on offer, and finds what is wrong with it.
import { Ajv } from 'ajv'
import { parse, YAMLError } from 'yaml'
import { type CatalogueFile, type Kind, kinds } from './catalogues.ts'

/** The file is no catalogue; the message says where and why. */
export class CatalogueFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CatalogueFault'
  }
}

const text = { type: 'string', minLength: 1 }
const flag = { type: 'boolean' }
const count = { type: 'integer', minimum: 0 }
const date = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const os = { enum: ['linux', 'windows'] }

const entry = (required: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
})

const size = entry(
  {
    name: text,
    family: text,
    cores: { type: 'integer', minimum: 1 },
    memoryGB: { type: 'number', exclusiveMinimum: 0 },
  },
  {
    availableCores: { type: 'integer', minimum: 1 },
    temporaryDiskMB: count,
    cachedDiskGB: count,
    dataDisks: count,
    gpus: count,
    architecture: { const: 'arm64' },
    retired: flag,
  },
)

const patch = { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' }

const entries: Readonly<Record<Kind, object>> = {
  vmSizes: size,
  cloudServiceSizes: size,
  kubernetesVersions: entry(
    {
      version: { type: 'string', pattern: '^\\d+\\.\\d+$' },
      patches: { type: 'array', minItems: 1, uniqueItems: true, items: patch },
    },
    { isDefault: flag, isPreview: flag, longTermSupport: flag },
  ),
  reservedRanges: entry({
    range: { type: 'string', pattern: '^(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}$' },
    of: text,
  }),
  images: entry(
    { publisher: text, offer: text, sku: text, nodeAgent: text, os, verified: flag },
    { capabilities: { type: 'array', items: text }, endOfLife: date },
  ),
  nodeAgents: entry({ name: text, os }),
}

const isFile = new Ajv().compile<CatalogueFile>({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    sources: { type: 'array', items: entry({ address: text, date }, { of: text }) },
    replaces: { type: 'array', items: { enum: kinds } },
    ...Object.fromEntries(kinds.map((kind) => [kind, { type: 'array', items: entries[kind] }])),
  },
})

/** Reads a catalogue from YAML, of which JSON is a part. Throws `CatalogueFault`. */
export function readCatalogue(yaml: string): CatalogueFile {
  const content = parsed(yaml)
  if (!isFile(content)) {
    const { instancePath, message = 'is not valid', params } = isFile.errors![0]!
    const named = (params as { additionalProperty?: string }).additionalProperty
    const which = named === undefined ? '' : `: ${named}`
    throw new CatalogueFault(`${instancePath || 'the file'} ${message}${which}`)
  }
  const minors = content.kubernetesVersions ?? []
  if (minors.filter(({ isDefault }) => isDefault).length > 1) {
    throw new CatalogueFault('only one Kubernetes version can be the default')
  }
  for (const { version, patches } of minors) {
    const stray = patches.find((full) => !full.startsWith(`${version}.`))
    if (stray) throw new CatalogueFault(`${stray} is no patch of ${version}`)
  }
  const empty = content.replaces?.find((kind) => !content[kind]?.length)
  if (empty) throw new CatalogueFault(`it replaces ${empty} by nothing`)
  return content
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml)
  } catch (error) {
    if (error instanceof YAMLError) throw new CatalogueFault(error.message)
    throw error
  }
}
