import type { NodeCapabilities } from '#drivers/nodes/port.ts'
import type { Attempts } from './attempts/attempts.ts'

/** What this machine can do for its nodes: found out once, when the agent starts. */
export const capabilitiesOf = ({
  containers,
  separator: { separation, controlGroup },
}: Pick<Attempts, 'containers' | 'separator'>): NodeCapabilities => ({
  processes: true,
  separation,
  controlGroups: controlGroup !== undefined,
  containerRuntimes: containers.names,
})
