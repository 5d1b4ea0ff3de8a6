/** How we know an answer: seen on the wire or documented (with where), or only assumed. */
export type Basis =
  | { readonly recorded: string }
  | { readonly documented: string }
  | { readonly assumed: string }

/** One error that a service can answer. `{name}` in the message is filled from the details. */
export interface CatalogueEntry {
  readonly status: number
  readonly message: string
  readonly basis: Basis
}

export type Catalogue = Readonly<Record<string, CatalogueEntry>>

/** The envelope in which a service's errors leave the server. */
export type ErrorShape = 'arm' | 'aks' | 'batch' | 'graph'

interface ErrorDetail {
  readonly code: string
  readonly message: string
  readonly target?: string
}

export interface ErrorExtras {
  /** Overrides the catalogue's words where Azure's depend on more than a few names. */
  readonly message?: string
  readonly target?: string
  readonly subcode?: string
  readonly details?: readonly ErrorDetail[]
  /** Batch's `values`: pairs that name the property, header or parameter at fault. */
  readonly values?: readonly { readonly key: string; readonly value: string }[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** An answer that is an error of Azure's. Thrown by handlers and stages; never a bug of ours. */
export class AzureError extends Error {
  readonly shape: ErrorShape
  readonly code: string
  readonly status: number
  readonly extras: ErrorExtras

  constructor(
    shape: ErrorShape,
    code: string,
    status: number,
    message: string,
    extras: ErrorExtras = {},
  ) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.name = 'AzureError'
    this.shape = shape
    this.code = code
    this.status = status
    this.extras = extras
  }
}

const fill = (message: string, names: Readonly<Record<string, string>>): string =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)

/** Makes the error function of one service from its catalogue: `batchError('TaskNotFound')`. */
export function errorsOf<C extends Catalogue>(shape: ErrorShape, catalogue: C) {
  return (
    code: keyof C & string,
    names: Readonly<Record<string, string>> = {},
    extras: ErrorExtras = {},
  ): AzureError => {
    const entry = catalogue[code]!
    // Two entries may share one of Azure's codes: the part after the colon only tells them apart.
    const wireCode = code.split(':')[0]!
    return new AzureError(
      shape,
      wireCode,
      entry.status,
      extras.message ?? fill(entry.message, names),
      extras,
    )
  }
}
