// By which names and addresses this machine is reached.
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { Settings } from '#library/options.ts'

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

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map((one) => one.address))

/** The host in addresses of ours: as others reach this machine where that is said, else as it does. */
export const hostName = ({ host, publicName }: Listening): string => {
  if (publicName !== undefined) return publicName
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return isIP(address) === 6 ? `[${address}]` : address
}
