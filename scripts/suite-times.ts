// A reporter beside Node's own: how long the files of each suite took together, and which were the
// longest. `LAZULI_SUITES` has the suites' names and patterns.
import { matchesGlob, relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

const LONGEST = 15

const suites = new Map<string, readonly string[]>(JSON.parse(process.env.LAZULI_SUITES ?? '[]'))
const line = (name: string, ms: number): string =>
  `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}\n`

export default async function* suiteTimes(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  const took = new Map<string, number>()
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file !== undefined) {
      took.set(relative(process.cwd(), data.file), data.duration_ms)
    }
  }
  const files = [...took].sort(([, a], [, b]) => b - a)
  yield '\nThe longest files, beside others:\n'
  for (const [file, ms] of files.slice(0, LONGEST)) yield line(file, ms)
  yield 'The files of each suite together:\n'
  for (const [name, globs] of suites) {
    const own = files.filter(([file]) => globs.some((glob) => matchesGlob(file, glob)))
    yield line(
      name,
      own.reduce((sum, [, ms]) => sum + ms, 0),
    )
  }
}
