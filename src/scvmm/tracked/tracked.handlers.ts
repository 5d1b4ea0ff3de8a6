// The six calls that all tracked types answer in the same way.
import { armError } from '#arm/errors.ts'
import { save } from '#arm/resources/resource.queries.ts'
import { createdBy, modifiedBy } from '#arm/resources/resource.ts'
import { listedPage } from '#arm/resources/resource-page.ts'
import type { Operation } from '#engine/operation.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Tx } from '#store/tx.ts'
import { startedHeaders, type Work } from '../answers/polling.ts'
import { acceptedReply, resourceReply } from '../answers/reply.ts'
import { isTrue } from '../answers/wire.ts'
import { refuseBusy } from '../busy.ts'
import { NAMESPACE } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'
import { orFault } from './origin.ts'
import { findTracked } from './tracked.queries.ts'
import { checkUnchanged } from './tracked.rules.ts'
import {
  type Kind,
  newTracked,
  presentTracked,
  settableOf,
  type Tracked,
  type TrackedWire,
  trackedId,
  trackedType,
} from './tracked.ts'
import { beginRemove } from './tracked-remove.ts'

type Sent<Body> = Omit<Request, 'body'> & { readonly body: Body }
type Call<Body = unknown> = (request: Sent<Body>, ports: ServicePorts) => Promise<Reply>

export interface TrackedHandlers {
  readonly listBySubscription: Call
  readonly listByGroup: Call
  readonly get: Call
  readonly put: Call<TrackedWire>
  readonly patch: Call<{ readonly tags?: Readonly<Record<string, string>> }>
  readonly remove: Call
}

export const trackedHandlers = (kind: Kind): TrackedHandlers => ({
  listBySubscription: (request, { store }) =>
    listedPage(store, request, scopeOf(kind, request), presentTracked),

  listByGroup: (request, { store }) =>
    listedPage(
      store,
      request,
      { ...scopeOf(kind, request), resourceGroup: request.params.resourceGroupName },
      presentTracked,
    ),

  async get({ params }, { store }) {
    const found = await findTracked(store, trackedId(kind, params))
    if (!found) throw notFound(kind, params)
    return resourceReply(200, found, presentTracked(found))
  },

  async put(request, ports) {
    const { status, resource, operation } = await ports.store.write(async (tx) => {
      const before = await findTracked(tx, trackedId(kind, request.params))
      if (before) await refuseBusy(tx, before)
      if (before) checkUnchanged(kind, before, request.body)
      const wanted = before ? changed(kind, before, request) : created(kind, request)
      return { status: before ? 200 : 201, ...(await begin(tx, ports, kind, wanted)) }
    })
    ports.engine.wake()
    const headers = startedHeaders(ports, request, operation)
    return resourceReply(status, resource, presentTracked(resource), headers)
  },

  async patch(request, ports) {
    const { resource, operation } = await ports.store.write(async (tx) => {
      const before = await findTracked(tx, trackedId(kind, request.params))
      if (!before) throw notFound(kind, request.params)
      await refuseBusy(tx, before)
      const { tags } = request.body
      const resource = await save(tx, {
        ...patched(touched(before, request), { tags }, request.removed),
        provisioningState: 'Updating',
      })
      const operation = await ports.engine.begin(tx, ports.durables.tracked[kind.type]!.retag, {
        resource: resource.id,
        input: { resource: resource.id, verb: 'PATCH', location: resource.location },
      })
      return { resource, operation }
    })
    ports.engine.wake()
    return resourceReply(202, resource, undefined, startedHeaders(ports, request, operation))
  },

  async remove(request, ports) {
    const force = isTrue(queryParameter(request.query, 'force'))
    const operation = await ports.store.write(async (tx) => {
      const found = await findTracked(tx, trackedId(kind, request.params))
      return found && (await beginRemove(tx, ports, kind, found, force))
    })
    if (!operation) return { status: 204 }
    ports.engine.wake()
    return acceptedReply(startedHeaders(ports, request, operation))
  },
})

const scopeOf = (kind: Kind, { params }: Pick<Request, 'params'>) => ({
  type: trackedType(kind),
  subscriptionId: params.subscriptionId!,
})

const notFound = (kind: Kind, params: Readonly<Record<string, string>>) =>
  armError('ResourceNotFound', {
    resource: `${NAMESPACE}/${kind.type}/${params[kind.parameter]}`,
    group: params.resourceGroupName!,
  })

const created = (kind: Kind, { params, body, caller, now }: Sent<TrackedWire>): Tracked =>
  newTracked(kind, trackedId(kind, params), body, createdBy(caller, now))

/** An omitted property keeps its value: what VMM knows is not the client's to clear. */
function changed(kind: Kind, before: Tracked, request: Sent<TrackedWire>): Tracked {
  const { tags: _, ...resource } = touched(before, request)
  const { location, tags, extendedLocation, properties } = request.body
  return {
    ...resource,
    location,
    ...(tags ? { tags } : {}),
    provisioningState: 'Updating',
    envelope: { ...resource.envelope, ...(extendedLocation.name ? { extendedLocation } : {}) },
    body: {
      ...before.body,
      properties: { ...before.body.properties, ...settableOf(kind, properties) },
    },
  }
}

const touched = (before: Tracked, { caller, now }: Pick<Request, 'caller' | 'now'>): Tracked => ({
  ...before,
  envelope: {
    ...before.envelope,
    systemData: modifiedBy(before.envelope.systemData, caller, now),
  },
})

async function begin(
  tx: Tx,
  ports: ServicePorts,
  kind: Kind,
  wanted: Tracked,
): Promise<{ resource: Tracked; operation: Operation<Work> }> {
  const planned = await orFault(() => kind.plan(tx, wanted, ports))
  const resource = await save(tx, wanted)
  const operation = await ports.engine.begin(tx, ports.durables.tracked[kind.type]!.make, {
    resource: resource.id,
    input: {
      resource: resource.id,
      verb: 'PUT',
      location: resource.location,
      ...('plan' in planned ? { filled: planned.plan } : { fault: planned.fault }),
    },
  })
  return { resource, operation }
}
