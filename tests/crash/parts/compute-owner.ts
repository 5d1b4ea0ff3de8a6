// A server's stand-in that a test kills: it starts what it is told to and prints the reports that it gets.
import { Observer } from '#drivers/nodes/conformance/conformance.ts'
import { LocalNodes, type LocalOptions } from '#drivers/nodes/local.ts'
import type { NodeSpec, TaskAttempt } from '#drivers/nodes/port.ts'
import { instant } from '#kernel/instant.ts'

const { options, node, attempts } = JSON.parse(process.argv[2]!) as {
  readonly options: Omit<LocalOptions, 'now'>
  readonly node: NodeSpec
  readonly attempts: readonly TaskAttempt[]
}
const driver = new LocalNodes({ ...options, now: () => instant(Date.now()) })
const observer = new Observer(driver)
await driver.setUp(node)
for (const attempt of attempts) await driver.start(attempt)
for (const { attemptId } of attempts) {
  await observer.until((report) => report.kind === 'started' && report.attemptId === attemptId)
}
console.log('started')
setInterval(() => {}, 60_000)
