import { findResource, listResources } from '#arm/resources/resource.queries.ts'
import type { Reader } from '#store/tx.ts'
import { findMachine } from '../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { instanceId } from '../ids.ts'
import { INSTANCE_TYPE, type Instance, type InstanceBody } from './instance.ts'

/** The instance of a hybrid machine. */
export const findInstance = async (
  reader: Reader,
  machine: string,
): Promise<Instance | undefined> => findInstanceById(reader, instanceId(machine))

export const findInstanceById = async (reader: Reader, id: string): Promise<Instance | undefined> =>
  (await findResource<InstanceBody>(reader, id)) as Instance | undefined

export interface WithMachine {
  readonly instance: Instance
  readonly machine: HostMachine | undefined
}

export const withMachine = async (reader: Reader, instance: Instance): Promise<WithMachine> => ({
  instance,
  machine: await findMachine(reader, instance.body.machine),
})

/** The ids of all instances that fulfil a condition. */
export async function instancesThat(
  reader: Reader,
  fulfil: (found: WithMachine) => boolean,
): Promise<string[]> {
  const ids: string[] = []
  for (const instance of await listResources<InstanceBody>(reader, { type: INSTANCE_TYPE })) {
    const found = await withMachine(reader, instance as Instance)
    if (fulfil(found)) ids.push(instance.id)
  }
  return ids
}
