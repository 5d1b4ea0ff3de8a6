// What an agent may ask on one connection. It may be elsewhere, and mean no good: it gets no more work
// and no more memory of the server than an agent can need.
import type { FromDriver, LineWriter, Question } from '../channel.ts'
import type { NodeSecrets } from '../port.ts'
import { answerTo } from '../transfers/answers.ts'

/** Under way, or answered and not read: each attempt of a node may ask at the same time. */
const MOST_QUESTIONS = 10_000
/** Of answers that are not read, in characters. */
const MOST_UNREAD = 16 * 1024 * 1024
const LONGEST_NAME = 4_096

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= LONGEST_NAME

/** Whether it can be meant: names are of a length that they have. */
function isQuestion(asks: Question): boolean {
  if (asks.about === 'token') return isName(asks.nodeId) && isName(asks.identity)
  return asks.about === 'autoStorage' && isName(asks.nodeId) && isName(asks.container)
}

export class Questions {
  readonly #writer: LineWriter<FromDriver>
  readonly #secrets: NodeSecrets | undefined
  #open = 0
  #unread = 0

  constructor(writer: LineWriter<FromDriver>, secrets: NodeSecrets | undefined) {
    this.#writer = writer
    this.#secrets = secrets
  }

  /** Answers in time. Throws where the connection is to end. */
  take(question: number, asks: Question): void {
    if (!Number.isSafeInteger(question) || !isQuestion(asks)) throw new Error('a question is none')
    if (this.#open >= MOST_QUESTIONS || this.#unread > MOST_UNREAD) {
      throw new Error(`an agent asks, and reads no answers: ${this.#open} are open`)
    }
    this.#open++
    void this.#answer(question, asks)
  }

  async #answer(question: number, asks: Question): Promise<void> {
    const line: FromDriver = { answer: question, ...(await answerTo(asks, this.#secrets)) }
    const { length } = JSON.stringify(line)
    this.#unread += length
    this.#writer.send(line, () => {
      this.#open--
      this.#unread -= length
    })
  }
}
