// Ranges of IPv4 addresses, as CIDR has them, and which of them a cluster may use. Pure.
import type { ReservedRange } from '#catalogues/catalogues.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../../errors.ts'
import type { NetworkProfile } from '../../wire.ts'
import { hasPodCidr, networkDefaults } from './network-profile.ts'

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

interface Range {
  readonly start: number
  readonly end: number
}

/** Undefined where the text is no range of IPv4: an octet beyond 255, or IPv6. */
function rangeOf(cidr: string): Range | undefined {
  const [address = '', bits = '32'] = cidr.split('/')
  const octets = address.split('.')
  const isAddress = octets.length === 4 && octets.every((part) => /^\d+$/.test(part) && +part < 256)
  if (!isAddress || !/^\d+$/.test(bits) || Number(bits) > 32) return undefined
  const size = 2 ** (32 - Number(bits))
  const start = Math.floor(numberOf(address) / size) * size
  return { start, end: start + size }
}

const overlap = (one: Range, other: Range): boolean =>
  one.start < other.end && other.start < one.end

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

/** The range of services is at most this large: its bits are at least so many. */
const SERVICE_BITS = 12

/** Services and pods keep out of what Azure reserves, and of each other. */
export function checkRanges(
  asked: NetworkProfile,
  reserved: readonly ReservedRange[],
): AzureError | undefined {
  const { serviceCidr, podCidr } = networkDefaults(asked)
  const sent: (readonly [string, string | undefined])[] = [
    ['serviceCidr', asked.serviceCidr],
    ['podCidr', asked.podCidr],
    ...(asked.serviceCidrs ?? []).map((cidr) => ['serviceCidrs', cidr] as const),
    ...(asked.podCidrs ?? []).map((cidr) => ['podCidrs', cidr] as const),
  ]
  for (const [member, cidr] of sent) {
    if (!cidr || cidr.includes(':')) continue
    const fault = rangeFault(member, cidr, reserved)
    if (fault) return fault
  }
  const [services, pods] = [rangeOf(serviceCidr ?? ''), rangeOf(podCidr ?? '')]
  if (!services || !pods || !hasPodCidr(networkDefaults(asked)) || !overlap(services, pods)) {
    return undefined
  }
  return invalid('networkProfile.podCidr', `It overlaps serviceCidr '${serviceCidr}'.`)
}

function rangeFault(
  member: string,
  cidr: string,
  reserved: readonly ReservedRange[],
): AzureError | undefined {
  const name = `networkProfile.${member}`
  const range = rangeOf(cidr)
  if (!range) return invalid(name, `'${cidr}' is no range of IPv4 addresses.`)
  if (member.startsWith('service') && Number(cidr.split('/')[1]) < SERVICE_BITS) {
    return invalid(name, `'${cidr}' is larger than /${SERVICE_BITS}.`)
  }
  const taken = reserved.find((one) => overlap(range, rangeOf(one.range)!))
  if (!taken) return undefined
  return invalid(name, `'${cidr}' overlaps '${taken.range}', which is reserved for ${taken.of}.`)
}
