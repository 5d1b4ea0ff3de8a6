import type { Reply } from '#kernel/handler.ts'
import type { ContractOperation } from './contract.ts'

interface Text {
  readonly operation: ContractOperation
  readonly status: number
  readonly text: string
}

/**
 * Remembers the text of bodies that cannot change. A handler that answers the same frozen object,
 * frozen all the way down, again and again has it printed once; what it answers last is kept for as
 * long as the object lives.
 */
export class Printed {
  readonly #texts = new WeakMap<object, Text>()

  textOf(operation: ContractOperation, { status, body }: Reply): string {
    const known = this.#texts.get(body as object)
    if (known?.operation === operation && known.status === status) return known.text
    const text = JSON.stringify(operation.prune(status, body))
    this.#texts.set(body as object, { operation, status, text })
    return text
  }
}
