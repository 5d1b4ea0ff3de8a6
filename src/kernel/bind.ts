import type { BoundHandler, Handler, HandlersOf } from './handler.ts'

/** Gives handlers their ports. The pipeline has checked each request against its contract. */
export function bindHandlers<Operations, Ports>(
  handlers: HandlersOf<Operations, Ports>,
  ports: Ports,
): Record<string, BoundHandler> {
  return Object.fromEntries(
    Object.entries<Handler<never, Ports> | undefined>(handlers).flatMap(([operationId, handler]) =>
      handler ? [[operationId, (request) => handler(request as never, ports)]] : [],
    ),
  )
}
