import type { Report } from '#main/parts.ts'
import type { Ready } from '../ready/ready.ts'
import { publish, renew, withdraw } from '../ready/ready-file.ts'

/** The ready files of one server. All say the same, and go with it. */
export class ReadyFiles implements AsyncDisposable {
  readonly #files: readonly string[]
  #ready: Ready
  readonly #report: Report
  #turn = Promise.resolve()

  constructor(files: readonly string[], ready: Ready, report: Report) {
    this.#files = files
    this.#ready = ready
    this.#report = report
  }

  async publish(): Promise<void> {
    for (const file of this.#files) await publish(file, this.#ready)
  }

  /** Says the key that `find` answers from now on. One time after the other: the last one counts. */
  renewKey(of: 'batch' | 'storage', find: () => Promise<string | undefined>): Promise<void> {
    this.#turn = this.#turn
      .then(async () => this.#renewKey(of, await find()))
      .catch((error: unknown) => this.#report('the ready file', error))
    return this.#turn
  }

  async #renewKey(of: 'batch' | 'storage', key: string | undefined): Promise<void> {
    const before = this.#ready
    const account = before[of]
    if (!account || key === undefined || key === account.key) return
    this.#ready = { ...before, [of]: { ...account, key } }
    for (const file of this.#files) await renew(file, before, this.#ready)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turn
    for (const file of this.#files) await withdraw(file, this.#ready)
  }
}
