// Emitted by `npm run contract`: change the TypeSpec source, not this file.

/** One operation of a service and the api-versions that have it. */
export interface RouteEntry {
  readonly operationId: string
  /** In lower case, as in the OpenAPI document. */
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete' | 'head'
  /** As in the OpenAPI document: `{name}` stands for a path parameter. */
  readonly path: string
  /** Oldest first. */
  readonly versions: readonly string[]
  /** Whether it goes on after its answer: SDKs poll it then. */
  readonly isLong?: true
  /** Whether it answers one page of a list: SDKs read the others too. */
  readonly isPaged?: true
}
