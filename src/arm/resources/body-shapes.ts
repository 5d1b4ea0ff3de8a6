// What the records of resources look like, by type: a row whose body is something else is damaged.
import type { Shape } from '#store/read-json.ts'

const shapes = new Map<string, Shape<object>>()

/** Says it for one type. Whoever reads its records has loaded the file that says it, where the type is. */
export function declareBody<Body extends object>(type: string, shape: Shape<Body>): void {
  shapes.set(type.toLowerCase(), shape as Shape<object>)
}

/** Undefined where any record will do. `type` is in lower case. */
export const bodyShapeOf = (type: string): Shape<object> | undefined => shapes.get(type)
