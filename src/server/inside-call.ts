// Calls that the server makes of its own services for a caller that it let in already: owners of the
// first subscription, by the admin API, which may do all. They go by the contract and ARM's gateway as all
// calls do, and are neither journaled nor counted.
import { randomUUID } from 'node:crypto'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { SchemaFault, Service } from '#kernel/service.ts'
import type { Exchange, Stage } from './exchange.ts'
import type { Gateway } from './stages/gateway.ts'
import {
  askedVersion,
  contract,
  handle,
  readBody,
  route,
  validateBody,
  validateParameters,
  version,
} from './stages/stages.ts'

export interface InsideCall {
  /** A data plane; absent: what the path is of, on Resource Manager. */
  readonly service?: Service
  readonly method: string
  /** With its query. */
  readonly url: string
  readonly body?: unknown
  readonly caller: Caller
}

/** A body that is not as the contract has it. */
export class BodyFault extends Error {
  readonly fault: SchemaFault

  constructor(fault: SchemaFault) {
    super(fault.reason)
    this.name = 'BodyFault'
    this.fault = fault
  }
}

export interface InsideCalls {
  /** Holds the call against its contract. Throws a `BodyFault`, or the service's refusal. */
  check(call: InsideCall): Promise<void>
  /** Answers the status. Throws the service's refusal. */
  send(call: InsideCall): Promise<number>
}

export interface InsideParts {
  readonly services: readonly Service[]
  readonly host: Stage
  readonly gateway: Gateway
  readonly now: () => Instant
}

export function insideCalls({ services, host, gateway, now }: InsideParts): InsideCalls {
  const checks: readonly Stage[] = [
    askedVersion,
    gateway.subscription,
    route(services),
    version(gateway.locationOf),
    contract(),
    validateParameters,
    readBody,
    gateway.envelope,
    bodyAsDeclared,
    validateBody,
  ]
  const open = async (call: InsideCall): Promise<Exchange> => {
    const exchange = exchangeOf(call, now())
    if (call.service) exchange.service = call.service
    else await host(exchange)
    return exchange
  }
  return {
    async check(call) {
      const exchange = await open(call)
      for (const stage of checks) await stage(exchange)
    },
    async send(call) {
      const exchange = await open(call)
      for (const stage of [...checks, gateway.scope]) await stage(exchange)
      let status = 0
      const note = handle((_, reply) => {
        status = reply.status
      })
      await note(exchange)
      return status
    },
  }
}

/** Before the service words it: where in the body the fault is. */
const bodyAsDeclared: Stage = ({ body, operation }) => {
  const fault = body === undefined ? undefined : operation!.checkBody(body)
  if (fault) throw new BodyFault(fault)
}

function exchangeOf({ method, url, body, caller }: InsideCall, now: Instant): Exchange {
  const [path = '', query = ''] = url.split('?')
  const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body))
  return {
    method,
    url,
    path,
    query: new URLSearchParams(query),
    headers: {},
    origin: 'https://localhost',
    now,
    requestId: randomUUID(),
    correlationId: randomUUID(),
    clientRequestId: undefined,
    audiences: [],
    isOwnHost: true,
    clientAddress: () => '127.0.0.1',
    readBody: () => bytes ?? new Uint8Array(),
    caller,
  }
}
