// Reads the file in which a user describes an estate, and says what is wrong with it.
import { resolve } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'
import { parse, YAMLError } from 'yaml'
import type { Estate, EstateServer } from './estate.ts'

/** The file does not describe an estate; the message says where and why. */
export class EstateFault extends Error {
  /** Of what is wrong within one server's estate: `virtualMachines[0].disks`. */
  readonly path: string
  readonly reason: string

  constructor(reason: string, path = '', where = '') {
    super([where, path, reason].filter((part) => part !== '').join(': '))
    this.name = 'EstateFault'
    this.path = path
    this.reason = reason
  }
}

const text = { type: 'string', minLength: 1 }
const count = { type: 'integer', minimum: 1 }
const guid = { type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }
const flag = (standard: boolean) => ({ type: 'boolean', default: standard })
const oneOf = (...words: readonly string[]) => ({ enum: words })
const listOf = (items: object) => ({ type: 'array', items, default: [] })

const record = (required: readonly string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
})

const disk = record(['name', 'sizeGB'], {
  name: text,
  sizeGB: { ...count, maximum: 65_536 },
  busType: { ...oneOf('IDE', 'SCSI'), default: 'IDE' },
  bus: { type: 'integer', minimum: 0, maximum: 3, default: 0 },
  lun: { type: 'integer', minimum: 0, maximum: 63, default: 0 },
  vhdType: { ...oneOf('Dynamic', 'Fixed'), default: 'Dynamic' },
  vhdFormatType: { ...oneOf('VHD', 'VHDX'), default: 'VHDX' },
  image: text,
})

const nic = record([], {
  name: { ...text, default: 'Network Adapter 1' },
  network: text,
  macAddress: { type: 'string', pattern: '^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$' },
})

const hardware = {
  cpuCount: { ...count, maximum: 240, default: 1 },
  memoryMB: { ...count, minimum: 32, maximum: 12_582_912, default: 512 },
  generation: { enum: [1, 2], default: 1 },
  limitCpuForMigration: flag(false),
  dynamicMemory: record(['maxMB', 'minMB'], { maxMB: count, minMB: count }),
  isHighlyAvailable: flag(false),
  disks: listOf(disk),
  networkInterfaces: { ...listOf(nic), default: [{ name: 'Network Adapter 1' }] },
  osType: { ...oneOf('Windows', 'Linux', 'Other'), default: 'Other' },
  osName: { ...text, default: 'Unknown' },
}

const policy = record(['name', 'id'], {
  name: text,
  id: text,
  iopsMaximum: count,
  iopsMinimum: count,
  bandwidthLimit: count,
  policyId: text,
})

const server = {
  version: { ...text, default: '10.22.1089.0' },
  reachable: flag(true),
  clouds: listOf(
    record(['name'], {
      name: text,
      uuid: guid,
      cpuCount: { ...count, default: 64 },
      memoryMB: { ...count, default: 262_144 },
      vmCount: { ...count, default: 100 },
      storageGB: { ...count, default: 10_240 },
      storageQoSPolicies: listOf(policy),
    }),
  ),
  virtualNetworks: listOf(record(['name'], { name: text, uuid: guid })),
  virtualMachineTemplates: listOf(
    record(['name'], {
      ...hardware,
      name: text,
      uuid: guid,
      computerName: { ...text, default: '*' },
      isCustomizable: flag(true),
    }),
  ),
  virtualMachines: listOf(
    record(['name'], {
      ...hardware,
      name: text,
      uuid: guid,
      osVersion: text,
      powerState: oneOf('Running', 'Stopped'),
      ipAddresses: listOf(text),
      cloud: text,
      biosGuid: guid,
    }),
  ),
}

const isServer = new Ajv({ useDefaults: true, strict: false }).compile(
  record([], { ...server, fqdn: text }),
)

/**
 * Reads an estate from YAML: either one server's lists, which every VMM server then offers, or
 * `servers`, each with its `fqdn`. Paths of images are relative to `directory`. Throws `EstateFault`.
 */
export function readEstate(yaml: string, directory: string): Estate {
  const content = parsed(yaml) ?? {}
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new EstateFault('The file must hold an object.')
  }
  const { servers, ...rest } = content as { servers?: unknown }
  if (servers === undefined) return [readEstateServer(content, 'the file', directory)]
  const stray = Object.keys(rest)[0]
  if (stray !== undefined) throw new EstateFault(`Beside 'servers' there may be no '${stray}'.`)
  if (!Array.isArray(servers)) throw new EstateFault("'servers' must be a list.")
  return servers.map((each, i) => readEstateServer(each, `servers[${i}]`, directory))
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml)
  } catch (error) {
    if (error instanceof YAMLError) throw new EstateFault(error.message)
    throw error
  }
}

/** One server's estate. Throws `EstateFault`. */
export function readEstateServer(content: unknown, where: string, directory: string): EstateServer {
  if (!isServer(content)) throw faultOf(isServer.errors![0]!, where)
  const found = content as unknown as EstateServer
  checkNames(found, where)
  const withPaths = <T extends { readonly disks: EstateServer['virtualMachines'][0]['disks'] }>(
    one: T,
  ): T => ({
    ...one,
    disks: one.disks.map((each) =>
      each.image === undefined ? each : { ...each, image: resolve(directory, each.image) },
    ),
  })
  return {
    ...found,
    virtualMachineTemplates: found.virtualMachineTemplates.map(withPaths),
    virtualMachines: found.virtualMachines.map(withPaths),
  }
}

function faultOf({ instancePath, keyword, message, params }: ErrorObject, where: string) {
  const at = instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
  const within = (member: string): string => (at === '' ? member : `${at}.${member}`)
  if (keyword === 'required') {
    return new EstateFault('It is missing.', within(params.missingProperty), where)
  }
  if (keyword === 'additionalProperties') {
    return new EstateFault('There is no such member.', within(params.additionalProperty), where)
  }
  const choices = keyword === 'enum' ? ` (${params.allowedValues.join(', ')})` : ''
  return new EstateFault(`It ${message ?? 'is not valid'}${choices}.`, at, where)
}

/** Names tell things apart, and machines name their cloud and networks. */
function checkNames(found: EstateServer, where: string): void {
  const lists = ['clouds', 'virtualNetworks', 'virtualMachineTemplates', 'virtualMachines'] as const
  for (const list of lists) {
    const names = found[list].map(({ name }) => name)
    const twice = names.findIndex((name, i) => names.indexOf(name) !== i)
    if (twice !== -1) {
      throw new EstateFault(`There is another ${names[twice]} above.`, `${list}[${twice}]`, where)
    }
  }
  const clouds = new Set(found.clouds.map(({ name }) => name))
  const networks = new Set(found.virtualNetworks.map(({ name }) => name))
  for (const [i, { cloud, networkInterfaces }] of found.virtualMachines.entries()) {
    const path = `virtualMachines[${i}]`
    if (cloud !== undefined && !clouds.has(cloud)) {
      throw new EstateFault(`There is no cloud ${cloud}.`, `${path}.cloud`, where)
    }
    for (const [n, { network }] of networkInterfaces.entries()) {
      if (!network || networks.has(network)) continue
      const at = `${path}.networkInterfaces[${n}].network`
      throw new EstateFault(`There is no network ${network}.`, at, where)
    }
  }
}
