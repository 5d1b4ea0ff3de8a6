// What the agent asks of its driver, by the connection that the driver made: an agent elsewhere has
// no other way to it, and no secret of its own.
import type { Answer, Question } from '#drivers/nodes/channel.ts'

type Send = (number: number, question: Question) => void

interface Waiting {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
}

export class Questions {
  readonly #waiting = new Map<number, Waiting>()
  #send: Send | undefined
  #back: PromiseWithResolvers<void> | undefined = Promise.withResolvers()
  #last = 0

  /** Resolves once a driver is there; undefined: one is. */
  get away(): Promise<void> | undefined {
    return this.#back?.promise
  }

  /** Waits for a driver, as long as there is none. */
  ask(question: Question): Promise<Answer> {
    const number = ++this.#last
    return new Promise((resolve) => {
      this.#waiting.set(number, { question, resolve })
      this.#send?.(number, question)
    })
  }

  /** A driver is there: it is asked again what none has answered. Undefined: it went. */
  connect(send: Send | undefined): void {
    this.#send = send
    if (send) this.#back?.resolve()
    this.#back = send ? undefined : (this.#back ?? Promise.withResolvers())
    if (send) for (const [number, { question }] of this.#waiting) send(number, question)
  }

  answered(number: number, answer: Answer): void {
    this.#waiting.get(number)?.resolve(answer)
    this.#waiting.delete(number)
  }
}
