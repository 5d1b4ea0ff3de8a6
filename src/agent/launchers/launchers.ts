import { Launcher, type LauncherKind, type LauncherRef } from './launcher.ts'

const MOST_IDLE = 256
const IDLE_MS = 30_000

/** The launchers that wait for work, by kind, and the way to a new one. */
export class Launchers {
  readonly #records: string
  /** Tells this agent's launchers, and what else it numbers, from those of agents before it. */
  readonly run: string
  readonly #idle = new Map<string, Launcher[]>()
  #parked: Launcher[] = []
  readonly #timer: NodeJS.Timeout
  #restedLastTime = new Set<Launcher>()
  #count = 0

  constructor(records: string, run: string) {
    this.#records = records
    this.run = run
    this.#timer = setInterval(() => this.#retireIdle(), IDLE_MS).unref()
  }

  recordsOf(name: string): string {
    return `${this.#records}/${name}`
  }

  take(kind: LauncherKind): Launcher {
    const idle = this.#idle.get(kind.key)
    for (let launcher = idle?.pop(); launcher; launcher = idle?.pop()) {
      if (!launcher.dead) return launcher
    }
    const name = `${this.run}-${++this.#count}`
    return new Launcher({ ...kind, name, records: this.recordsOf(name) })
  }

  /** Keeps a launcher whose end would end what was left running, as long as its node lasts. */
  park(launcher: Launcher): void {
    this.#parked.push(launcher)
  }

  /** Takes back a launcher that has nothing to do. */
  give(launcher: Launcher): void {
    if (launcher.dead) return
    const { key } = launcher.settings
    const idle = this.#idle.get(key) ?? []
    this.#idle.set(key, idle)
    if (idle.length < MOST_IDLE) idle.push(launcher)
    else launcher.retire()
  }

  /** Those that run no command now, with their nodes: something that was left may be theirs. */
  waiting(): (readonly [LauncherRef, string])[] {
    return [...this.#parked, ...[...this.#idle.values()].flat()].map(
      ({ ref, settings }) => [ref, settings.key.split('/')[0]!] as const,
    )
  }

  /** Gives the node's launchers away, to be killed and retired. */
  withdrawOf(nodeId: string): Launcher[] {
    const isOurs = (key: string): boolean => key.startsWith(`${nodeId}/`)
    const withdrawn = this.#parked.filter((launcher) => isOurs(launcher.settings.key))
    this.#parked = this.#parked.filter((launcher) => !isOurs(launcher.settings.key))
    for (const [key, idle] of this.#idle) {
      if (!isOurs(key)) continue
      withdrawn.push(...idle)
      this.#idle.delete(key)
    }
    return withdrawn
  }

  #retireIdle(): void {
    const resting = new Set<Launcher>()
    for (const [key, idle] of this.#idle) {
      const stay = idle.filter((launcher) => !this.#restedLastTime.has(launcher))
      for (const launcher of idle) if (!stay.includes(launcher)) launcher.retire()
      for (const launcher of stay) resting.add(launcher)
      if (stay.length > 0) this.#idle.set(key, stay)
      else this.#idle.delete(key)
    }
    this.#restedLastTime = resting
  }

  close(): void {
    clearInterval(this.#timer)
    for (const idle of this.#idle.values()) for (const launcher of idle) launcher.retire()
  }
}
