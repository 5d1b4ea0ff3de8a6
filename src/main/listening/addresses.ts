// By which names and addresses this machine is reached.
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

/** Where Azure's machines find their metadata service: clients are redirected from it to here. */
export const METADATA_ADDRESS = '169.254.169.254'

/** Listening there is listening at every address of this machine. */
export const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** By what the certificate has to know this machine, besides the names of every loopback. */
export const namesOf = (host: string): string[] => {
  if (!isAnyAddress(host)) return [host]
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return [hostname(), ...addresses.map(({ address }) => address)]
}

/** The host in addresses of ours, as this machine reaches them. */
export const hostName = (host: string): string => {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return isIP(address) === 6 ? `[${address}]` : address
}
