// The rules of a pool's endpoints: from which addresses and ports they may be reached. Pure.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty } from '../../refusals.ts'

type SecurityRule = components['schemas']['NetworkSecurityGroupRule']

const HIGHEST_PORT = 65_535

/** Refuses a rule that no network has. `path`: where the rules of the endpoint stand. */
export function checkSecurityRule(path: string, rule: SecurityRule): void {
  const { sourceAddressPrefix: source, sourcePortRanges: ports = [] } = rule
  if (!isSource(source)) {
    const reason = 'It must be an address, a subnet, a service tag or *'
    throw invalidProperty(`${path}.sourceAddressPrefix`, reason, source)
  }
  const ranges = ports.map((text) => {
    const range = portsOf(text)
    if (range) return range
    const reason = `It must be *, a port or a range of ports, up to ${HIGHEST_PORT}`
    throw invalidProperty(`${path}.sourcePortRanges`, reason, text)
  })
  const inOrder = ranges.toSorted(([a], [b]) => a - b)
  if (inOrder.some(([from], i) => i > 0 && from <= inOrder[i - 1]![1])) {
    throw invalidProperty(`${path}.sourcePortRanges`, 'Port ranges must not overlap', ports)
  }
}

/** As Azure names its services: `Internet`, `Storage.WestEurope`. */
const SERVICE_TAG = /^[a-z]\w*(\.\w+)*$/i

function isSource(text: string): boolean {
  if (text === '*' || SERVICE_TAG.test(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const most = isIpV4(address) ? 32 : isIpV6(address) ? 128 : undefined
  if (most === undefined || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
}

const isIpV4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255)

const isIpV6 = (text: string): boolean =>
  /^[\da-f:.]+$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`)

/** The first and the last one. */
function portsOf(text: string): readonly [number, number] | undefined {
  if (text === '*') return [0, HIGHEST_PORT]
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  if (first === undefined) return undefined
  const [from, to] = [Number(first), Number(last)]
  return from <= to && to <= HIGHEST_PORT ? [from, to] : undefined
}
