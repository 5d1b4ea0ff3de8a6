/** Why a call failed: the server said no, or there was no whole answer. */
export type BlobFault = 'refused' | 'unreachable' | 'stalled' | 'noToken' | 'unusable'

export class BlobError extends Error {
  readonly fault: BlobFault
  readonly status: number | undefined
  /** What storage calls it: `ContainerNotFound`. */
  readonly code: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(
    fault: BlobFault,
    message: string,
    more: {
      readonly status?: number | undefined
      readonly code?: string | undefined
      readonly retryAfterMs?: number | undefined
      readonly cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'BlobError'
    this.fault = fault
    this.status = more.status
    this.code = more.code
    this.retryAfterMs = more.retryAfterMs
  }

  /** The credentials are not good enough, or not good any more. */
  get isDenied(): boolean {
    return this.status === 401 || this.status === 403
  }

  get isMissing(): boolean {
    return this.status === 404
  }
}
