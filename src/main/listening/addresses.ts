// By which names and addresses this machine is reached.
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { locations } from '#arm/locations.ts'
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
  ...(options.storage ? STORAGE_NAMES : []),
  ...namesOf(options),
  ...batchNamesOf(options),
]

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map((one) => one.address))

/** The host in addresses of ours: as others reach this machine where that is said, else as it does. */
export const hostName = ({ host, publicName }: Listening): string => {
  if (publicName !== undefined) return publicName
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return isIP(address) === 6 ? `[${address}]` : address
}
