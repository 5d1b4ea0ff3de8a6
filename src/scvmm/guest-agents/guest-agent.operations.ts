// Installing, repairing and uninstalling the agent. No guest here runs one: what it would answer is
// the user's choice, but only a machine that runs can answer at all.
import { parentId } from '#arm/resource-id.ts'
import { findResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { type Work, workShape } from '../answers/polling.ts'
import { modifiedByOperator } from '../answers/reply.ts'
import { failure, failureOf } from '../errors.ts'
import { findMachine } from '../host-machines/host-machine.queries.ts'
import { addIdentity } from '../hybrid-identity-metadata/identity-metadata.ts'
import { habitsOf, type ScvmmPorts } from '../ports.ts'
import type { AgentBody, GuestAgent } from './guest-agent.ts'

export interface AgentWork extends Work {
  /** VMM's id of the machine. */
  readonly machine?: string
}

const shape: Shape<AgentWork> = { ...workShape, machine: 'string?' }

const STATUS = { install: 'Installed', repair: 'Installed', uninstall: 'Uninstalled' } as const

// Recorded: more than five minutes.
const INSTALLING_MS = 300_000

export function guestAgentOperation(ports: ScvmmPorts): Durable<AgentWork> {
  const { store } = ports
  return durable<AgentWork>(
    'GuestAgents_Create',
    shape,
    [
      {
        name: 'reach-guest',
        lasts: 5_000,
        async act({ input }) {
          if (input.fault) throw failureOf(input.fault)
          const machine = await findMachine(store, input.machine)
          const names = { machine: machine?.name ?? '', power: machine?.power ?? 'Stopped' }
          if (machine?.power !== 'Running') throw failureOf(failure('VirtualMachineStopped', names))
          if (habitsOf(ports).guestAgent === 'fails') {
            throw failureOf(failure('GuestAgentFailed', names))
          }
        },
      },
      {
        name: 'install',
        lasts: INSTALLING_MS,
        async act({ input }) {
          const agent = await findResource<AgentBody>(store, input.resource)
          const instance = parentId(input.resource)
          if (!agent || !instance || agent.body.action === 'uninstall') return
          await addIdentity(store, instance, input.machine ?? '', agent.envelope.systemData)
        },
        commit: (tx, { input }, now) =>
          changeAgent(tx, input.resource, now, (agent) => ({
            ...agent,
            provisioningState: 'Succeeded',
            body: { ...agent.body, status: STATUS[agent.body.action] },
          })),
      },
    ],
    {
      failed: (tx, { input }, { message }, now) =>
        changeAgent(tx, input.resource, now, (agent) => ({
          ...agent,
          provisioningState: 'Failed',
          body: { ...agent.body, status: message },
        })),
    },
  )
}

/** It may have gone meanwhile: its deletion does not wait. */
async function changeAgent(
  tx: Tx,
  id: string,
  now: Instant,
  change: (agent: GuestAgent) => GuestAgent,
): Promise<void> {
  const agent = (await findResource<AgentBody>(tx, id)) as GuestAgent | undefined
  if (!agent) return
  const { envelope, ...changed } = change(agent)
  await save(tx, { ...changed, envelope: modifiedByOperator(envelope, now) })
}
