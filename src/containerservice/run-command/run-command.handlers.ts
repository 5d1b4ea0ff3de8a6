import { save } from '#arm/resources/resource.queries.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { toIso } from '#kernel/instant.ts'
import { requireChild } from '../children/child.queries.ts'
import { newChild } from '../children/child.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { clusterRefused, requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { hex } from '../random.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { commandResults, presentCommand, type RunCommand } from './run-command.ts'

type CommandHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

/** az reads the id out of this URL: letters and digits up to the question mark. */
const resultUrl = (request: Pick<Request, 'origin' | 'apiVersion'>, command: RunCommand): string =>
  `${request.origin}${command.id}?api-version=${request.apiVersion}`

const ManagedClusters_RunCommand: CommandHandler<'ManagedClusters_RunCommand'> = async (
  request,
  ports,
) => {
  const command = await ports.store.write(async (tx) => {
    const cluster = await requireCluster(tx, request.params)
    refuseCommand(cluster)
    const { command: line, context: files } = request.body
    const made = await save(
      tx,
      newChild(cluster, commandResults, {
        name: hex(ports.random, 32),
        provisioningState: 'Running',
        body: { line, ...(files ? { files } : {}), startedAt: toIso(request.now) },
      }),
    )
    await ports.engine.begin(tx, ports.durables.runCommand, {
      resource: made.id,
      input: { command: made.id },
    })
    return made
  })
  ports.engine.wake()
  return { status: 202, headers: { location: resultUrl(request, command) } }
}

/** There must be an API server, now and for the next while. */
function refuseCommand(cluster: ManagedCluster): void {
  if (cluster.body.properties.apiServerAccessProfile?.disableRunCommand) {
    throw aksError('BadRequest:run-command-disabled')
  }
  if (cluster.body.power === 'Stopped') throw clusterRefused('stopped', cluster)
  const comesOrGoes = ['Creating', 'Starting', 'Stopping', 'Deleting']
  if (comesOrGoes.includes(cluster.provisioningState)) throw clusterRefused('cluster-busy', cluster)
}

const ManagedClusters_GetCommandResult: CommandHandler<'ManagedClusters_GetCommandResult'> = async (
  request,
  { store },
) => {
  const cluster = await requireCluster(store, request.params)
  const { commandId } = request.params
  const command = await requireChild(store, cluster, commandResults, commandId)
  if (command.provisioningState !== 'Running') return { status: 200, body: presentCommand(command) }
  return {
    status: 202,
    headers: { location: resultUrl(request, command) },
    body: presentCommand(command),
  }
}

export const runCommandHandlers = {
  ManagedClusters_RunCommand,
  ManagedClusters_GetCommandResult,
} satisfies Handlers
