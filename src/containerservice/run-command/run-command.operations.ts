import { idKey } from '#arm/resource-id.ts'
import { findResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { clusterIdOf } from '../agent-pools/agent-pool.ts'
import { refusing } from '../managed-clusters/work/managed-cluster-driving.ts'
import type { ContainerServicePorts } from '../ports.ts'
import { type CommandBody, cutLogs } from './run-command.ts'

export interface CommandWork {
  /** The command's id. */
  readonly command: string
}

const shape: Shape<CommandWork> = { command: 'string' }

type Settled = { readonly input: CommandWork }

async function settle(tx: Tx, { input }: Settled, provisioningState: string, now: Instant) {
  const command = await findResource<CommandBody>(tx, input.command)
  if (!command) return
  const body = { ...command.body, finishedAt: toIso(now) }
  await save(tx, { ...command, provisioningState, body })
}

export function commandOperations({ store, clusters }: ContainerServicePorts) {
  const runCommand: Durable<CommandWork> = durable<CommandWork>(
    'ManagedClusters_RunCommand',
    shape,
    [
      {
        name: 'run',
        lasts: 8_000,
        async act({ input }, signal) {
          const command = await findResource<CommandBody>(store, input.command)
          // What has an outcome already ran before a crash.
          if (!command || command.body.exitCode !== undefined) return
          const { line, files } = command.body
          const { exitCode, logs } = await refusing(() =>
            clusters.runCommand(
              {
                cluster: idKey(clusterIdOf(command)),
                id: command.name,
                line,
                ...(files ? { files } : {}),
              },
              signal,
            ),
          )
          const body = { ...command.body, exitCode, logs: cutLogs(logs) }
          await store.write((tx) => save(tx, { ...command, body }))
        },
        commit: (tx, operation, now) => settle(tx, operation, 'Succeeded', now),
      },
    ],
    {
      failed: (tx, operation, _, now) => settle(tx, operation, 'failed', now),
      canceled: (tx, operation, now) => settle(tx, operation, 'failed', now),
    },
  )
  return { runCommand }
}
