import type { WireReply } from '#kernel/service.ts'

interface ErrorBody {
  readonly code?: unknown
  readonly error?: string | { readonly code?: unknown }
  readonly error_codes?: readonly unknown[]
}

/** The code of an answer that refuses, in the envelope of Batch, ARM, Graph or Entra. */
export function errorCodeOf({ status, body }: WireReply): string | undefined {
  if (status < 400 || typeof body !== 'string' || !body.startsWith('{')) return undefined
  try {
    const { code, error, error_codes: entra } = JSON.parse(body) as ErrorBody
    const said = typeof error === 'object' ? error?.code : (code ?? error)
    return entra?.length ? `AADSTS${entra[0]}` : typeof said === 'string' ? said : undefined
  } catch {
    return undefined
  }
}
