import type { components } from '#contract/batch/types.ts'

type MadeOf = Pick<components['schemas']['CloudPool'], 'virtualMachineConfiguration'>

/** Which system the nodes of a pool have, as their agent says. Cloud services have Windows. */
export const isLinux = ({ virtualMachineConfiguration }: MadeOf): boolean => {
  const agent = virtualMachineConfiguration?.nodeAgentSKUId
  return agent !== undefined && !agent.toLowerCase().startsWith('batch.node.windows')
}
