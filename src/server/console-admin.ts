// A virtual machine's screen and serial output, as the admin API shows them:
// `GET /lazuli/console?name=`.
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'

/** What a machine shows: a PNG where there is a screen, and what it said on its serial port. */
export interface Shown {
  readonly screen?: Uint8Array
  readonly serial: string
}

export type LookAt = (name: string, signal: AbortSignal) => Promise<Shown | undefined>

/** A machine that does not answer is not waited for. */
const PATIENCE_MS = 10_000

export const consoleAdmin = (look: LookAt): Record<string, AdminCall> => ({
  async 'GET console'({ query }) {
    const name = queryParameter(query, 'name') ?? ''
    const shown = await look(name, AbortSignal.timeout(PATIENCE_MS))
    if (!shown) {
      const message = `There is no machine '${name}', or several: name it by its resource id.`
      return adminReply(404, { error: { code: 'NotFound', message } })
    }
    return adminReply(200, {
      serial: shown.serial,
      ...(shown.screen ? { screen: Buffer.from(shown.screen).toString('base64') } : {}),
    })
  },
})
