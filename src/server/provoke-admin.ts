// What goes wrong in Batch when it is asked to, as the admin API takes it: `POST /lazuli/provoke`.
import { type AdminCall, adminReply } from './front.ts'

/** What shall happen, and where; its sense is Batch's business. */
export interface Wish {
  readonly what: string
  readonly account?: string
  readonly pool: string
  readonly node?: string
  readonly error?: { readonly code: string; readonly message?: string }
}

export type Result =
  | { readonly done: readonly unknown[] }
  | { readonly missing: string }
  | { readonly refused: string }

const LONGEST_BODY = 65_536

/** `kinds`: what may be asked for. */
export const provokeAdmin = (
  kinds: readonly string[],
  provoke: (wish: Wish) => Promise<Result>,
): Record<string, AdminCall> => ({
  async 'POST provoke'(exchange) {
    const bytes = await exchange.readBody(LONGEST_BODY)
    const wish = bytes && wishIn(bytes)
    if (!wish || !kinds.includes(wish.what)) return refusal(400, 'InvalidProvocation', shape(kinds))
    const result = await provoke(wish)
    if ('missing' in result) return refusal(404, 'NotFound', result.missing)
    if ('refused' in result) return refusal(409, 'NotNow', result.refused)
    return adminReply(200, { value: result.done })
  },
})

const refusal = (status: number, code: string, message: string) =>
  adminReply(status, { error: { code, message } })

const shape = (kinds: readonly string[]): string =>
  `Send {"what": ${kinds.map((kind) => `"${kind}"`).join(' or ')}, "pool": id, "node"?: id, ` +
  '"account"?: name, "error"?: {"code": text, "message"?: text}}.'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value)

function wishIn(bytes: Uint8Array): Wish | undefined {
  try {
    const wish = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown> | null
    const isWish =
      isText(wish?.what) &&
      isText(wish.pool) &&
      isTextOrAbsent(wish.node) &&
      isTextOrAbsent(wish.account) &&
      isError(wish.error)
    return isWish ? (wish as unknown as Wish) : undefined
  } catch {
    return undefined
  }
}

function isError(error: unknown): boolean {
  if (error === undefined) return true
  if (typeof error !== 'object' || error === null) return false
  const { code, message } = error as Record<string, unknown>
  return isText(code) && isTextOrAbsent(message)
}
