// What the records of resources look like, by type: a row whose body is something else is damaged.
import type { Shape } from '#store/read-json.ts'

const shapes = new Map<string, Shape<object>>()

/** Declares it for one type, in the file of that type: readers of its records import that file. */
export function declareBody<Body extends object>(type: string, shape: Shape<Body>): void {
  shapes.set(type.toLowerCase(), shape as Shape<object>)
}

/**
 * Undefined while the service of the type is not in use: it declares them before it saves or reads any.
 * `type` is in lower case.
 */
export const bodyShapeOf = (type: string): Shape<object> | undefined => shapes.get(type)
