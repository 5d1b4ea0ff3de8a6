import type { NodeCapabilities } from '#drivers/nodes/port.ts'
import { findProgram } from './attempts/programs.ts'
import type { Separator } from './separation/separation.ts'

/** What is looked for, the ones with a common command line first. */
const CONTAINER_RUNTIMES = ['podman', 'docker', 'runc']

/** What this machine can do for its nodes: found out once, when the agent starts. */
export const capabilitiesOf = ({
  separation,
  controlGroup,
}: Pick<Separator, 'separation' | 'controlGroup'>): NodeCapabilities => ({
  processes: true,
  separation,
  controlGroups: controlGroup !== undefined,
  containerRuntimes: CONTAINER_RUNTIMES.filter((name) => isInstalled(name)),
})

const isInstalled = (name: string): boolean =>
  findProgram(name, process.env.PATH ?? '', '/') !== undefined
