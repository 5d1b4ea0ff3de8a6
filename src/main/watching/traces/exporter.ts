// Sends spans to a collector, by OTLP over HTTP as JSON. A collector that is slow or gone costs spans,
// never memory or the time of a call.
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Clock } from '#engine/clock.ts'
import { plus } from '#kernel/instant.ts'
import { ownVersion } from '#library/own-version.ts'
import type { TraceSettings } from './settings.ts'
import { exportOf, type Span } from './span.ts'

/** As OpenTelemetry's own: what waits at most, and what goes out at once. */
const MOST_WAITING = 2_048
const MOST_AT_ONCE = 512
const PATIENCE_MS = 10_000
/** A stop waits no longer for a collector. */
const LAST_PATIENCE_MS = 2_000

/** What a collector means to come right. */
const PASSING = new Set([408, 429, 502, 503, 504])

export class Exporter {
  readonly #settings: TraceSettings
  readonly #clock: Clock
  readonly #report: (error: unknown) => void
  readonly #ca: Buffer | undefined
  #waiting: Span[] = []
  #dropped = 0
  #timer: { cancel(): void } | undefined
  #sending: Promise<void> | undefined
  /** From a failure on that was reported, until something arrives again. */
  #isFailing = false

  constructor(settings: TraceSettings, clock: Clock, report: (error: unknown) => void) {
    this.#settings = settings
    this.#clock = clock
    this.#report = report
    const { certificateFile } = settings
    this.#ca = certificateFile === undefined ? undefined : readFileSync(certificateFile)
  }

  add(span: Span): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#dropped += 1
      return
    }
    this.#waiting.push(span)
    if (this.#waiting.length >= MOST_AT_ONCE && !this.#isFailing) this.#flush()
    else this.#timer ??= this.#later()
  }

  /** Sends what waits, once, and gives up what does not arrive. */
  async close(): Promise<void> {
    this.#timer?.cancel()
    await this.#sending
    while (this.#waiting.length > 0) {
      const spans = this.#waiting.splice(0, MOST_AT_ONCE)
      if ((await this.#send(spans, LAST_PATIENCE_MS)) !== 'done') return
    }
  }

  #later(): { cancel(): void } {
    const { delayMs } = this.#settings
    return this.#clock.at(plus(this.#clock.now(), delayMs), () => {
      this.#timer = undefined
      this.#flush()
    })
  }

  #flush(): void {
    this.#sending ??= this.#sendWaiting().finally(() => {
      this.#sending = undefined
      if (this.#waiting.length > 0) this.#timer ??= this.#later()
    })
  }

  async #sendWaiting(): Promise<void> {
    const spans = this.#waiting.splice(0, MOST_AT_ONCE)
    if ((await this.#send(spans, PATIENCE_MS)) !== 'again') return
    // Before what came meanwhile, as far as there is room.
    this.#waiting.unshift(...spans.slice(0, MOST_WAITING - this.#waiting.length))
  }

  async #send(spans: readonly Span[], patienceMs: number): Promise<'done' | 'again' | 'refused'> {
    const { resource } = this.#settings
    try {
      const status = await this.#post(exportOf(spans, resource, ownVersion()), patienceMs)
      if (status >= 200 && status < 300) {
        if (this.#dropped > 0) {
          this.#report(`${this.#dropped} spans were dropped: the collector was too slow.`)
        }
        this.#dropped = 0
        this.#isFailing = false
        return 'done'
      }
      const isPassing = PASSING.has(status)
      const what = isPassing ? 'spans wait, and are dropped if they are too many' : 'spans are lost'
      this.#fails(`answered ${status}: ${what}`)
      return isPassing ? 'again' : 'refused'
    } catch (error) {
      this.#fails(
        `does not answer (${whyOf(error)}): spans wait, and are dropped if they are too many`,
      )
      return 'again'
    }
  }

  /** Told once, in a line: a collector that is gone stays so for long. */
  #fails(why: string): void {
    if (!this.#isFailing) this.#report(`the collector at ${this.#settings.url.origin} ${why}.`)
    this.#isFailing = true
  }

  #post(body: string, timeout: number): Promise<number> {
    const { url, headers } = this.#settings
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    return new Promise((resolve, reject) => {
      const sent = send(
        url,
        {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
          ...(this.#ca ? { ca: this.#ca } : {}),
          agent: false,
          signal: AbortSignal.timeout(timeout),
        },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** Of several addresses none may answer: each failure has its code. */
const whyOf = (error: unknown): string => {
  const { code, message, name } = error as NodeJS.ErrnoException
  return name === 'TimeoutError' ? 'it took too long' : (code ?? message)
}
