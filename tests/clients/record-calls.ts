// Loaded before a server (NODE_OPTIONS): notes each call of Lazuli's own API that comes in, which
// unasked.ts then holds against the contract.
import { appendFileSync } from 'node:fs'
import { Server as HttpServer, type IncomingMessage } from 'node:http'
import { Server as HttpsServer } from 'node:https'

const file = process.env.LAZULI_CALLS

function watch(request: IncomingMessage): void {
  const body: Buffer[] = []
  const push = request.push.bind(request)
  request.push = (chunk: Buffer | null, ...rest) => {
    if (chunk) body.push(chunk)
    else {
      const call = [request.method, request.url, Buffer.concat(body).toString()]
      appendFileSync(file!, `${JSON.stringify(call)}\n`)
    }
    return push(chunk, ...rest)
  }
}

for (const { prototype } of file ? [HttpServer, HttpsServer] : []) {
  const { emit } = prototype
  prototype.emit = function (this: typeof prototype, event: string, ...args: unknown[]) {
    const [request] = args as [IncomingMessage]
    if (event === 'request' && request.url?.startsWith('/lazuli/')) watch(request)
    return Reflect.apply(emit, this, [event, ...args])
  } as typeof emit
}
