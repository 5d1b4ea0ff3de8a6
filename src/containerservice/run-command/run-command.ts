import type { ArmResource } from '#arm/resources/resource.ts'
import { defined } from '#kernel/defined.ts'
import { childKind } from '../children/child.ts'
import type { Schemas } from '../wire.ts'

/** A command that was asked for, with its outcome once it has one. */
export interface CommandBody {
  readonly line: string
  readonly files?: string
  readonly startedAt: string
  readonly finishedAt?: string
  readonly exitCode?: number
  readonly logs?: string
}

export type RunCommand = ArmResource<CommandBody>

export const commandResults = childKind<CommandBody>({
  collection: 'commandResults',
  noun: 'command result',
  shape: {
    line: 'string',
    files: 'string?',
    startedAt: 'string',
    finishedAt: 'string?',
    exitCode: 'number?',
    logs: 'string?',
  },
})

/** AKS keeps no more of what a command says. */
const LOGS_LIMIT = 512 * 1024

export const cutLogs = (logs: string): string =>
  logs.length > LOGS_LIMIT ? logs.slice(0, LOGS_LIMIT) : logs

/** A command that ends with an error has succeeded as an operation; its exit code tells. */
export const presentCommand = (command: RunCommand): Schemas['RunCommandResult'] => {
  const { exitCode, startedAt, finishedAt, logs } = command.body
  const provisioningState = command.provisioningState
  return {
    id: command.name,
    properties:
      provisioningState === 'Succeeded'
        ? { provisioningState, ...defined({ exitCode, startedAt, finishedAt, logs }) }
        : { provisioningState },
  }
}
