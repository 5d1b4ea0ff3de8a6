// What only pools of one kind have: machines of several sizes, and gateways. Pure: the first fault, or none.
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import type { PoolProperties } from '../wire.ts'
import { checkVmSize, type SizesOnOffer } from './vm-size.rules.ts'

const invalid = (member: string, reason: string): AzureError => {
  const name = `agentPoolProfile.${member}`
  return aksError('InvalidParameter', { name, reason }, { target: name })
}

export function checkKind(
  pool: string,
  asked: PoolProperties,
  offer: SizesOnOffer,
): AzureError | undefined {
  const { virtualMachinesProfile: machines, gatewayProfile } = asked
  if (gatewayProfile && asked.mode !== 'Gateway') {
    return invalid('gatewayProfile', "Only a pool of the mode 'Gateway' has one.")
  }
  if (!machines) return undefined
  if (asked.type !== 'VirtualMachines') {
    return invalid('virtualMachinesProfile', "Only a pool of the type 'VirtualMachines' has one.")
  }
  const { manual = [], autoscale = [] } = machines.scale ?? {}
  for (const { size } of [...manual, ...autoscale]) {
    const fault = size ? checkVmSize(pool, { ...asked, vmSize: size }, offer) : undefined
    if (fault) return fault
  }
  const reversed = autoscale.find(({ minCount = 0, maxCount = minCount }) => minCount > maxCount)
  const reason = 'minCount must not be larger than maxCount.'
  return reversed && invalid('virtualMachinesProfile.scale.autoscale', reason)
}
