// The network interfaces of a machine as a client wants them.
import { findResource } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import type { NicWire } from '../../answers/wire.ts'
import { failure, failureOf } from '../../errors.ts'
import { macOf, nicName } from '../../host-machines/estate-machine.ts'
import type { HostNic } from '../../host-machines/host-machine.ts'
import { guidOf, isIdOf } from '../../ids.ts'
import { type TrackedBody, textOf } from '../../tracked/tracked.ts'
import { matchAll } from './disks.ts'

/** Networks that the client names, by the id as it is written. */
export type Networks = ReadonlyMap<string, { readonly id: string; readonly uuid: string }>

/** Looks up the networks of all interfaces; one that is not there ends the operation. */
export async function networksOf(
  reader: Reader,
  sent: readonly NicWire[] | undefined,
): Promise<Networks> {
  const networks = new Map<string, { id: string; uuid: string }>()
  for (const { virtualNetworkId: id } of sent ?? []) {
    if (!id || networks.has(id)) continue
    const isNetwork = isIdOf(id, 'virtualNetworks')
    const found = isNetwork ? await findResource<TrackedBody>(reader, id) : undefined
    const uuid = found?.body.isMade ? textOf(found.body.properties, 'uuid') : undefined
    if (!found || uuid === undefined) {
      throw failureOf(
        failure('LinkedResourceNotFound', { resource: id, property: 'virtualNetworkId' }),
      )
    }
    networks.set(id, { id: found.id, uuid })
  }
  return networks
}

const MAC = /^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$/i

function macIn({ macAddress }: NicWire): string | undefined {
  if (!macAddress) return undefined
  if (!MAC.test(macAddress)) {
    const reason = `'${macAddress}' is not a MAC address.`
    throw failureOf(failure('InvalidHardware', { reason }))
  }
  return macAddress
    .replace(/[:-]/g, '')
    .toUpperCase()
    .replace(/(..)(?=.)/g, '$1:')
}

/**
 * Without a network the interface is disconnected; but one on a network that Azure does not know
 * stays there, for clients send back what they read.
 */
function connection(nic: HostNic, sent: NicWire, networks: Networks) {
  const network = sent.virtualNetworkId ? networks.get(sent.virtualNetworkId) : undefined
  if (network) return { virtualNetworkId: network.id, networkName: network.uuid }
  const isUnknown = nic.virtualNetworkId === undefined && nic.networkName !== undefined
  return isUnknown ? { networkName: nic.networkName } : {}
}

/** An interface that is there, as it is sent. */
export function changedNic(nic: HostNic, sent: NicWire, networks: Networks): HostNic {
  const { virtualNetworkId: _, networkName: __, ...rest } = nic
  return {
    ...rest,
    ...(sent.name === undefined ? {} : { name: sent.name }),
    ...connection(nic, sent, networks),
    macAddress: macIn(sent) ?? nic.macAddress,
    ipv4AddressType: sent.ipv4AddressType ?? nic.ipv4AddressType,
    ipv6AddressType: sent.ipv6AddressType ?? nic.ipv6AddressType,
    macAddressType: sent.macAddressType ?? nic.macAddressType,
  }
}

export function newNic(sent: NicWire, index: number, words: string, networks: Networks): HostNic {
  const nicId = guidOf(`${words} nic ${index}`)
  const fresh: HostNic = {
    nicId,
    name: nicName(index),
    displayName: `Network Adapter ${index + 1}`,
    macAddress: macOf(nicId),
    ipv4AddressType: 'Dynamic',
    ipv6AddressType: 'Dynamic',
    macAddressType: 'Dynamic',
    ipAddresses: [],
  }
  return changedNic(fresh, sent, networks)
}

/** All interfaces that the machine shall have: found by id, then by name; those left out go. */
export function wantedNics(
  before: readonly HostNic[],
  sent: readonly NicWire[],
  words: string,
  networks: Networks,
): HostNic[] {
  const matched = matchAll(before, sent, {
    id: [({ nicId }) => nicId, ({ nicId }) => nicId],
    name: [({ name }) => name, ({ name }) => name],
  })
  return sent.map((each, i) => {
    const nic = matched[i]
    return nic ? changedNic(nic, each, networks) : newNic(each, i, words, networks)
  })
}
