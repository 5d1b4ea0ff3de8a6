import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Separation } from '#drivers/nodes/channel.ts'
import { aNode, Observer } from '#drivers/nodes/conformance/conformance.ts'
import type { LocalNodes, LocalOptions } from '#drivers/nodes/local.ts'
import { directoryOf, type TaskAttempt } from '#drivers/nodes/port.ts'
import { Machine, separations } from './machine.ts'

/** A machine with one node, as a test of the agent finds it. */
export interface Scene {
  readonly machine: Machine
  readonly driver: LocalNodes
  readonly observer: Observer
  readonly root: string
  /** Runs an attempt to its end. */
  run(attempt: TaskAttempt): Promise<Awaited<ReturnType<Observer['exit']>>>
  /** A file that an attempt left. */
  read(attempt: TaskAttempt, path: string): string
}

/** A test that is played once for each way to keep tasks apart that this machine has. */
export function scene(
  title: string,
  play: (scene: Scene) => Promise<void>,
  only: readonly Separation[] = ['none', 'uid', 'bwrap'],
  settings: Pick<LocalOptions, 'elevation' | 'containers'> = {},
): void {
  for (const separation of separations) {
    if (!only.includes(separation)) continue
    test(`${title} (${separation})`, { timeout: 60_000 }, async () => {
      const machine = new Machine(separation)
      const driver = machine.driver(settings)
      const observer = new Observer(driver)
      const root = machine.rootOf('node-1')
      const run = async (attempt: TaskAttempt) => {
        await driver.start(attempt)
        return observer.exit(attempt.attemptId)
      }
      const read = (attempt: TaskAttempt, path: string) =>
        readFileSync(`${root}/${directoryOf(attempt.work)}/${path}`, 'utf8')
      try {
        await driver.setUp(aNode())
        await play({ machine, driver, observer, root, run, read })
      } finally {
        await observer.stop()
        await machine.end('node-1', 'node-2')
      }
    })
  }
}
