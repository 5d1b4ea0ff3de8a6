import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { checkSecurityRule } from './security-rule.rules.ts'

type NatPool = components['schemas']['InboundNATPool']
type Network = components['schemas']['NetworkConfiguration']

const NETWORK = 'networkConfiguration'
const PROVISION = `${NETWORK}.publicIPAddressConfiguration.provision`
const NAT_POOLS = `${NETWORK}.endpointConfiguration.inboundNATPools`

const MOST_POOLS = 5
const MOST_RULES = 25
const LEAST_PORTS = 40
/** The agent's own. */
const OWN_PORTS: readonly number[] = [29_876, 29_877]
/** SSH and RDP: Batch led to them itself until this api-version, since then an endpoint has to. */
const LOGIN_PORTS: readonly number[] = [22, 3389]
const LOGIN_PORTS_SINCE = '2024-07-01'
/** Ports in between lead to SSH and RDP. */
const [RESERVED_FROM, RESERVED_TO] = [50_000, 55_000]

interface Asked {
  readonly apiVersion: string
  readonly subscriptionId: string
}

/** Refuses networks that a pool cannot have, on either plane. */
export function checkNetwork(sent: Network, asked: Asked): void {
  if (sent.subnetId !== undefined) checkSubnet(sent.subnetId, asked)
  const pools = sent.endpointConfiguration?.inboundNATPools ?? []
  const { provision = 'batchmanaged', ipAddressIds = [] } = sent.publicIPAddressConfiguration ?? {}
  if (provision === 'nopublicipaddresses') {
    if (sent.subnetId === undefined) {
      throw invalidProperty(PROVISION, 'Without public addresses a subnetId is needed', provision)
    }
    if (pools.length > 0) {
      throw invalidProperty(NAT_POOLS, 'Without public addresses there are no inbound endpoints')
    }
  }
  if (provision === 'usermanaged' && ipAddressIds.length === 0) {
    throw missingProperty(`${NETWORK}.publicIPAddressConfiguration.ipAddressIds`)
  }
  if (provision !== 'usermanaged' && ipAddressIds.length > 0) {
    const path = `${NETWORK}.publicIPAddressConfiguration.ipAddressIds`
    throw invalidProperty(path, 'It goes with the provision usermanaged only')
  }
  checkNatPools(pools, asked.apiVersion)
}

const SUBNET =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/[^/]+\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i

/** Recorded: a subnet elsewhere is refused, with a key and with a token. The words are ours. */
export function checkSubnet(id: string, { subscriptionId }: Pick<Asked, 'subscriptionId'>): void {
  if (subscriptionOf(id).toLowerCase() !== subscriptionId.toLowerCase()) {
    const reason = "The subnet must be in the account's subscription"
    throw invalidProperty(`${NETWORK}.subnetId`, reason, id)
  }
}

/** The subscription of what has the form of a subnet's resource id; else it is refused. */
function subscriptionOf(subnetId: string): string {
  const [, subscription] = SUBNET.exec(subnetId) ?? []
  if (subscription !== undefined) return subscription
  throw invalidProperty(`${NETWORK}.subnetId`, 'It must be the resource id of a subnet', subnetId)
}

/** Refuses endpoints that a pool cannot have. */
function checkNatPools(pools: readonly NatPool[], apiVersion: string): void {
  const own = apiVersion < LOGIN_PORTS_SINCE ? [...OWN_PORTS, ...LOGIN_PORTS] : OWN_PORTS
  const refuse = (name: string, reason: string, value?: unknown) =>
    invalidProperty(`${NAT_POOLS}.${name}`, reason, value)
  if (pools.length > MOST_POOLS) {
    throw invalidProperty(NAT_POOLS, `At most ${MOST_POOLS} are allowed`)
  }
  if (hasTwice(pools.map(({ name }) => name.toLowerCase()))) {
    throw refuse('name', 'Names of inbound NAT pools must be unique')
  }
  if (hasTwice(pools.map(({ backendPort }) => backendPort))) {
    throw refuse('backendPort', 'Backend ports must be unique')
  }
  for (const pool of pools) checkPorts(pool, own)
  const inOrder = [...pools].sort((a, b) => a.frontendPortRangeStart - b.frontendPortRangeStart)
  const overlap = inOrder.find(
    (pool, i) => i > 0 && pool.frontendPortRangeStart <= inOrder[i - 1]!.frontendPortRangeEnd,
  )
  if (overlap) throw refuse('frontendPortRangeStart', 'Port ranges must not overlap', overlap.name)
  const rules = pools.flatMap((pool) => pool.networkSecurityGroupRules ?? [])
  if (rules.length > MOST_RULES) {
    throw refuse('networkSecurityGroupRules', `At most ${MOST_RULES} are allowed in a pool`)
  }
  if (hasTwice(rules.map(({ priority }) => priority))) {
    throw refuse('networkSecurityGroupRules.priority', 'Priorities must be unique within a pool')
  }
  for (const rule of rules) checkSecurityRule(`${NAT_POOLS}.networkSecurityGroupRules`, rule)
}

function checkPorts(pool: NatPool, own: readonly number[]): void {
  const { backendPort, frontendPortRangeStart: start, frontendPortRangeEnd: end } = pool
  if (own.includes(backendPort)) {
    throw invalidProperty(`${NAT_POOLS}.backendPort`, 'The port is reserved', backendPort)
  }
  if (end - start + 1 < LEAST_PORTS) {
    throw invalidProperty(
      `${NAT_POOLS}.frontendPortRangeEnd`,
      `At least ${LEAST_PORTS} ports are needed`,
      end,
    )
  }
  if (start <= RESERVED_TO && end >= RESERVED_FROM) {
    throw invalidProperty(
      `${NAT_POOLS}.frontendPortRangeStart`,
      `Ports from ${RESERVED_FROM} to ${RESERVED_TO} are reserved`,
      start,
    )
  }
}

const hasTwice = (values: readonly unknown[]): boolean => new Set(values).size < values.length
