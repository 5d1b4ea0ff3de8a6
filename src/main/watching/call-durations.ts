// How long calls took, as Prometheus's histogram of it. Ours, since the library's looks its labels up
// anew at each call, which costs as much as a tenth of answering one.

import type { WireReply } from '#kernel/service.ts'
import type { Pipeline } from '#server/pipeline.ts'

/** In seconds: from a read that finds its text ready to a write that waits for a slow disk. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const NAME = 'lazuli_request_duration_seconds'
const HELP = 'From the head of a call to its answer, by service, operation and status.'

interface Counted {
  readonly labels: string
  /** Calls that took at most so long, each counted once; the last: longer ones. */
  readonly buckets: number[]
  sum: number
}

export class CallDurations {
  /** By service, operation and status. */
  readonly #counted = new Map<string, Map<string, Map<number, Counted>>>()

  /** `operation` is one of a contract: never what a client chose. */
  add(service: string, operation: string, code: number, seconds: number): void {
    const counted =
      this.#counted.get(service)?.get(operation)?.get(code) ?? this.#begin(service, operation, code)
    let bucket = 0
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket += 1
    counted.buckets[bucket]! += 1
    counted.sum += seconds
  }

  #begin(service: string, operation: string, code: number): Counted {
    const labels = `service="${service}",operation="${operation}",code="${code}"`
    const buckets = Array.from({ length: BOUNDS.length + 1 }, () => 0)
    const begun: Counted = { labels, buckets, sum: 0 }
    const byOperation = this.#counted.get(service) ?? new Map<string, Map<number, Counted>>()
    this.#counted.set(service, byOperation)
    const byCode = byOperation.get(operation) ?? new Map<number, Counted>()
    byOperation.set(operation, byCode)
    byCode.set(code, begun)
    return begun
  }

  /** In Prometheus's text format. */
  text(): string {
    const all = [...this.#counted.values()].flatMap((byOperation) =>
      [...byOperation.values()].flatMap((byCode) => [...byCode.values()]),
    )
    return [`# HELP ${NAME} ${HELP}`, `# TYPE ${NAME} histogram`, ...all.flatMap(linesOf), ''].join(
      '\n',
    )
  }
}

function linesOf({ labels, buckets, sum }: Counted): string[] {
  let total = 0
  const upTo = buckets.map((count, i) => {
    total += count
    return `${NAME}_bucket{le="${BOUNDS[i] ?? '+Inf'}",${labels}} ${total}`
  })
  return [...upTo, `${NAME}_sum{${labels}} ${sum}`, `${NAME}_count{${labels}} ${total}`]
}

/** The same pipeline with its calls counted, beside their answers, which wait for none of it. */
export const counted =
  (pipeline: Pipeline, calls: CallDurations): Pipeline =>
  (exchange) => {
    const began = performance.now()
    const count = ({ status }: WireReply): void => {
      const seconds = (performance.now() - began) / 1000
      // A path of a client's choice is no label: there is no end to them.
      const operation = exchange.match?.route.operationId ?? 'none'
      calls.add(exchange.service?.name ?? 'none', operation, status, seconds)
    }
    const answered = pipeline(exchange)
    if (answered instanceof Promise) answered.then(count, () => undefined)
    else count(answered)
    return answered
  }
