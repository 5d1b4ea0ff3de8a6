// What the machine lets this server do: whether tasks are kept apart, what runs virtual machines.
import type { components } from '#contract/lazuli/types.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Settings } from '#library/options.ts'

type Machine = Pick<components['schemas']['ServerStatus'], 'separation' | 'hypervisor'>

/** In words, where it is less than a user may take for granted and did not ask for. */
export interface MachineFacts extends Machine {
  readonly lacks: readonly string[]
}

/** Looks once, when first asked: it starts a process to find out. */
export const machineFacts = (settings: Settings, directory: string) =>
  lazy(() => look(settings, directory))

/** What pools are made of, where no rule of a file says otherwise. */
export function nodesKind({ nodes }: Settings): 'local' | 'simulated' {
  if (nodes === undefined) return process.platform === 'linux' ? 'local' : 'simulated'
  return nodes === 'simulated' ? 'simulated' : 'local'
}

/** The file of rules, if there is one. */
export const nodesFileIn = ({ nodes }: Settings): string | undefined =>
  nodes === undefined || nodes === 'local' || nodes === 'simulated' ? undefined : nodes

async function look(settings: Settings, directory: string): Promise<MachineFacts> {
  const separation = await separationOf(settings, directory)
  const lacksQemu = await whyNoHypervisor(settings)
  const lacks = [
    ...(separation === 'simulated' && settings.nodes === undefined
      ? ['Batch tasks are simulated: to run them, the node agent needs Linux.']
      : []),
    ...(separation === 'none' && settings.separation === undefined
      ? ['Batch tasks are not kept apart: that takes root or bubblewrap (docs/security.md).']
      : []),
    ...(lacksQemu !== undefined && settings.hypervisor === undefined
      ? [`Virtual machines are simulated: ${lacksQemu}.`]
      : []),
  ]
  return { separation, hypervisor: lacksQemu === undefined ? 'qemu' : 'simulated', lacks }
}

async function separationOf(settings: Settings, directory: string): Promise<Machine['separation']> {
  const { separation } = settings
  if (nodesKind(settings) === 'simulated') return 'simulated'
  if (separation !== undefined) return separation
  const { mayGiveIds } = await import('#agent/separation/giving-ids.ts')
  const { firstUidFor } = await import('#drivers/nodes/user-ids.ts')
  if (mayGiveIds(firstUidFor(directory))) return 'uid'
  const { bwrapWorks } = await import('#agent/separation/bwrap.ts')
  return bwrapWorks() ? 'bwrap' : 'none'
}

async function whyNoHypervisor({ hypervisor }: Settings): Promise<string | undefined> {
  if (hypervisor !== undefined) return hypervisor === 'qemu' ? undefined : 'an option says so'
  const { whyNoQemu } = await import('#drivers/hypervisor/qemu/qemu-platform.ts')
  return await whyNoQemu()
}
