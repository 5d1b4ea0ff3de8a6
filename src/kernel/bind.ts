import type { BoundHandler, Handler } from './handler.ts'

/** Gives handlers their ports. The pipeline has checked each request against its contract. */
export function bindHandlers<Ports>(
  handlers: Readonly<Record<string, Handler<never, Ports>>>,
  ports: Ports,
): Record<string, BoundHandler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([operationId, handler]) => [
      operationId,
      (request) => handler(request as never, ports),
    ]),
  )
}
