// By which names and addresses this machine is reached.
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { locations } from '#arm/locations.ts'
import { AGENTS_NAME } from '#drivers/nodes/dialled/port.ts'
import type { Settings } from '#library/options.ts'
import { LOCATION } from '../parts.ts'
import { STORAGE_NAMES } from '../rooms/storage.ts'

/** Where Azure's machines find their metadata service: clients are redirected from it to here. */
export const METADATA_ADDRESS = '169.254.169.254'

/** Listening there is listening at every address of this machine. */
export const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::'

type Listening = Pick<Settings, 'host' | 'publicName'>

/** By what the certificate has to know this machine, besides the names of every loopback. */
export const namesOf = ({ host, publicName }: Listening): string[] => [
  ...(isAnyAddress(host) ? [hostname(), ...ownAddresses()] : [host]),
  ...(publicName === undefined ? [] : [publicName]),
]

/** Accounts of Batch where they have names below the public one, whatever their region. */
const batchNamesOf = ({
  batchNames,
  publicName,
}: Pick<Settings, 'batchNames' | 'publicName'>): string[] =>
  batchNames && publicName !== undefined
    ? locations.map(({ name }) => `*.${name}.batch.${publicName}`)
    : []

/** All that the certificate of a server's listeners has to know. */
export const certificateNamesOf = (options: Settings): string[] => [
  `*.${LOCATION}.batch.localhost`,
  AGENTS_NAME,
  ...(options.storage ? STORAGE_NAMES : []),
  ...namesOf(options),
  ...batchNamesOf(options),
]

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map((one) => one.address))

/** The host in addresses of ours, as others reach this machine. */
export const hostName = ({ host, publicName }: Listening): string => {
  if (publicName !== undefined) return publicName
  const address = isAnyAddress(host)
    ? (addressForOthers(networkInterfaces(), host) ?? localHost(host))
    : host
  return isIP(address) === 6 ? `[${address}]` : address
}

/** Where programs of this machine connect, without brackets. */
export const localHost = (host: string): string =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host

type Interfaces = ReturnType<typeof networkInterfaces>

/** What containers and virtual machines of this machine have among themselves. */
const INSIDE = /^(docker|br-|podman|cni|veth|virbr|lxc|lxd|flannel|cali)/
/** Good on one wire alone, and what a machine without DHCP gives itself. */
const LINK_LOCAL = /^(fe[89ab][\da-f]:|169\.254\.)/i

/**
 * The first address by which others are likely to reach this machine: of IPv4 before IPv6, and of an
 * interface to the outside before one to its own containers. Undefined: it has loopback alone.
 */
export function addressForOthers(interfaces: Interfaces, host: string): string | undefined {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
      .map(({ address }) => ({ address, isSix: isIP(address) === 6, isInside: INSIDE.test(name) })),
  )
  const [first] = found
    .filter(({ isSix }) => host === '::' || !isSix)
    .toSorted(
      (a, b) => Number(a.isInside) - Number(b.isInside) || Number(a.isSix) - Number(b.isSix),
    )
  return first?.address
}
