// Reads the file in which a user says what Kubernetes versions there are, and what is wrong with it.
import { Ajv } from 'ajv'
import { parse, YAMLError } from 'yaml'
import { compareVersions, type MinorVersion, type VersionsCatalogue } from './versions-catalogue.ts'

/** The file does not say which versions there are; the message says where and why. */
export class VersionsFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'VersionsFault'
  }
}

const flag = { type: 'boolean' }

const isCatalogue = new Ajv().compile<MinorVersion[]>({
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['version', 'patches'],
    properties: {
      version: { type: 'string', pattern: '^\\d+\\.\\d+$' },
      patches: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
      },
      isDefault: flag,
      isPreview: flag,
      longTermSupport: flag,
    },
  },
})

/** Reads a catalogue from YAML: a list of minor versions, in any order. Throws `VersionsFault`. */
export function readVersions(yaml: string): VersionsCatalogue {
  const content = parsed(yaml)
  if (!isCatalogue(content)) {
    const { instancePath, message = 'is not valid' } = isCatalogue.errors![0]!
    throw new VersionsFault(
      `${instancePath || 'the file'} ${message}. Versions stand in quotes: "1.30" without them is 1.3`,
    )
  }
  const names = content.map(({ version }) => version)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new VersionsFault(`${twice} is there twice`)
  if (content.filter(({ isDefault }) => isDefault).length > 1) {
    throw new VersionsFault('only one version can be the default')
  }
  for (const { version, patches } of content) {
    const stray = patches.find((patch) => !patch.startsWith(`${version}.`))
    if (stray) throw new VersionsFault(`${stray} is no patch of ${version}`)
  }
  return content
    .map((minor) => ({ ...minor, patches: minor.patches.toSorted(compareVersions) }))
    .toSorted((a, b) => compareVersions(a.version, b.version))
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml)
  } catch (error) {
    if (error instanceof YAMLError) throw new VersionsFault(error.message)
    throw error
  }
}
