import { type Reaching, readReady } from '#library/ready/ready.ts'
import { accessToken } from '../client.ts'

export async function token(options: Reaching & { readonly resource: string }): Promise<void> {
  process.stdout.write(`${await accessToken(await readReady(options), options.resource)}\n`)
}
