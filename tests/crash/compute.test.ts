// What becomes of tasks when the server, its agent, or both are killed.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { aNode, anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf, type TaskAttempt } from '#drivers/nodes/port.ts'
import { startChild } from '#testing/child.ts'
import { isThere, Machine, separations, until } from '#testing/machine.ts'

/** An attempt that says its pid and its parent's, waits for the file `go`, and exits with 5. */
const patient = (attemptId: string, more: Partial<TaskAttempt> = {}): TaskAttempt =>
  anAttempt(attemptId, {
    commandLine: `sh -c 'echo $$ $PPID; while [ ! -e go ]; do sleep 0.02; done; exit 5'`,
    ...more,
  })

class Stage {
  readonly machine: Machine

  constructor(t: TestContext) {
    this.machine = new Machine(separations.includes('uid') ? 'uid' : 'none')
    t.after(() => this.machine.end('node-1'))
  }

  directory(attempt: TaskAttempt): string {
    return `${this.machine.rootOf('node-1')}/${directoryOf(attempt.work)}`
  }

  /** The attempt's process and the launcher that waits for it. */
  async pidsOf(attempt: TaskAttempt): Promise<{ pid: number; launcher: number }> {
    const path = `${this.directory(attempt)}/stdout.txt`
    await until(() => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n'))
    const [pid, launcher] = readFileSync(path, 'utf8').split(' ').map(Number)
    return { pid: pid!, launcher: launcher! }
  }

  letGo(attempt: TaskAttempt): void {
    writeFileSync(`${this.directory(attempt)}/wd/go`, '')
  }

  /** Kills the agent while no driver is there to start another. */
  async killAgentFor(pid: number): Promise<void> {
    process.kill(pid, 'SIGKILL')
    await until(() => !isThere(pid))
  }
}

test('a killed agent leaves its tasks running and gets reports of their ends', async (t) => {
  const stage = new Stage(t)
  const driver = stage.machine.driver()
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  const attempt = patient('a')
  await driver.start(attempt)
  const { pid } = await stage.pidsOf(attempt)
  await stage.machine.killAgent(driver)
  await observer.until((report) => report.kind === 'nodeUnknown')
  await observer.until((report) => report.kind === 'nodeUp' && report.attempts.includes('a'))
  assert.equal(isThere(pid), true)
  await driver.start(attempt)
  stage.letGo(attempt)
  assert.equal((await observer.exit('a')).exitCode, 5)
  assert.equal(observer.of('a').filter((report) => report.kind === 'exited').length, 1)
  await observer.stop()
})

test('a task that ended while no agent lived is told with its exit code and time', async (t) => {
  const stage = new Stage(t)
  const first = stage.machine.driver()
  await first.setUp(aNode())
  const attempt = patient('a')
  await first.start(attempt)
  const { pid, launcher } = await stage.pidsOf(attempt)
  await first.close()
  await stage.killAgentFor(first.hello!.pid)
  stage.letGo(attempt)
  await until(() => !isThere(pid) && !isThere(launcher))
  const ended = Date.now()
  const second = stage.machine.driver()
  const observer = new Observer(second)
  const { exitCode, endedAt } = await observer.exit('a')
  assert.equal(exitCode, 5)
  assert.ok(endedAt <= ended)
  await observer.stop()
})

test('a task whose end was not seen is lost, not done', async (t) => {
  const stage = new Stage(t)
  const first = stage.machine.driver()
  await first.setUp(aNode())
  const attempt = patient('a')
  await first.start(attempt)
  const { pid, launcher } = await stage.pidsOf(attempt)
  await first.close()
  await stage.killAgentFor(first.hello!.pid)
  process.kill(launcher, 'SIGKILL')
  await until(() => !isThere(launcher))
  const second = stage.machine.driver()
  const observer = new Observer(second)
  assert.equal((await observer.end('a')).kind, 'lost')
  // What is lost may be started anew elsewhere, so nothing of it may still run.
  assert.equal(isThere(pid), false)
  await observer.stop()
})

test('a primary whose secrets died with the agent is lost, and one without them goes on', async (t) => {
  const stage = new Stage(t)
  const driver = stage.machine.driver()
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  const primary = (attemptId: string, more: Partial<TaskAttempt>): TaskAttempt =>
    anAttempt(attemptId, {
      work: { kind: 'task', jobId: 'job', taskId: attemptId, instance: 0 },
      commandLine: `sh -c 'echo "$TOKEN"'`,
      coordination: { commandLine: 'true', commonResourceFiles: [] },
      ...more,
    })
  const plain = primary('plain', {})
  const secret = primary('secret', { secrets: { TOKEN: 'hush' } })
  for (const attempt of [plain, secret]) {
    await driver.start(attempt)
    const { attemptId } = attempt
    await observer.until((one) => one.kind === 'coordinated' && one.attemptId === attemptId)
  }
  await stage.machine.killAgent(driver)
  assert.equal((await observer.end('secret')).kind, 'lost')
  await driver.proceed('plain')
  assert.equal((await observer.exit('plain')).exitCode, 0)
  const again = primary('again', { secrets: { TOKEN: 'hush' } })
  await driver.start(again)
  await observer.until((one) => one.kind === 'coordinated' && one.attemptId === 'again')
  await driver.proceed('again')
  assert.equal((await observer.exit('again')).exitCode, 0)
  assert.match(readFileSync(`${stage.directory(again)}/stdout.txt`, 'utf8'), /^hush$/m)
  await observer.stop()
})

test('a new agent keeps the limits and stops that the killed one was given', async (t) => {
  const stage = new Stage(t)
  const driver = stage.machine.driver()
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  const limited = patient('limited', { wallClockMs: 1500 })
  const stubborn = patient('stubborn', {
    commandLine: `sh -c 'trap "" TERM; echo $$ $PPID; while :; do sleep 0.02; done'`,
  })
  await driver.start(limited)
  await driver.start(stubborn)
  await stage.pidsOf(limited)
  await stage.pidsOf(stubborn)
  await driver.stop('stubborn', 1500)
  await stage.machine.killAgent(driver)
  assert.equal((await observer.exit('limited')).failure?.code, 'TaskEnded')
  assert.equal((await observer.exit('stubborn')).signal, 9)
  await observer.stop()
})

test('a killed server leaves its tasks running, and the next one gets all reports', async (t) => {
  const stage = new Stage(t)
  const { directory, nodesDirectory, separation } = stage.machine
  const done = anAttempt('done', { commandLine: `sh -c 'exit 3'` })
  const running = patient('running')
  const told = {
    options: { directory, nodesDirectory, separation },
    node: aNode(),
    attempts: [done, running],
  }
  const owner = startChild(t, new URL('./parts/compute-owner.ts', import.meta.url), [
    JSON.stringify(told),
  ])
  assert.equal(await owner.next(), 'started')
  const { pid } = await stage.pidsOf(running)
  await owner.kill()
  assert.equal(isThere(pid), true)
  const driver = stage.machine.driver()
  const observer = new Observer(driver)
  await observer.until((report) => report.kind === 'nodeUp' && report.attempts.includes('running'))
  await driver.start(done)
  await driver.start(running)
  stage.letGo(running)
  assert.equal((await observer.exit('running')).exitCode, 5)
  // Told to the first server, maybe; never run twice.
  const ends = observer.of('done').filter((report) => report.kind === 'exited')
  assert.ok(ends.length <= 1)
  assert.equal(readFileSync(`${stage.directory(running)}/stdout.txt`, 'utf8').split('\n').length, 2)
  await observer.stop()
})

test('a wipe that a killed agent had begun is finished by the next', async (t) => {
  const stage = new Stage(t)
  const driver = stage.machine.driver()
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  const attempt = patient('a')
  await driver.start(attempt)
  await stage.pidsOf(attempt)
  const wiped = driver.wipe('node-1', 'boot-1')
  await stage.machine.killAgent(driver)
  await wiped
  assert.equal((await observer.end('a')).kind, 'lost')
  assert.equal(existsSync(stage.directory(attempt)), false)
  await observer.stop()
})

test('an agent whose directory is deleted ends, and all that it ran', async (t) => {
  const stage = new Stage(t)
  const driver = stage.machine.driver({ lingerMs: 50 })
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  const attempt = patient('a')
  await driver.start(attempt)
  const { pid } = await stage.pidsOf(attempt)
  await observer.stop()
  await driver.close()
  rmSync(stage.machine.directory, { recursive: true })
  await until(() => !isThere(pid) && !isThere(driver.hello!.pid))
})
