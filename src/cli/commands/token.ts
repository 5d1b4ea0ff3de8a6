import { accessToken } from '../client.ts'
import { type Reaching, readReady } from '../ready.ts'

export async function token(options: Reaching & { readonly resource: string }): Promise<void> {
  process.stdout.write(`${await accessToken(await readReady(options), options.resource)}\n`)
}
