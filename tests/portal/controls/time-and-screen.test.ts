// What changes by itself: the banner that says how time goes, and the picture of a machine's screen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import type { ConsoleShot } from '#drivers/hypervisor/port.ts'
import { openSimulated } from '#drivers/hypervisor/simulated.ts'
import { aMachine, press, readArm, until } from '../estate.ts'
import { openScene } from '../scene.ts'

interface ClockTime {
  readonly now: string
  readonly frozen: boolean
  readonly timeScale: number
}

test('each view says so when time is not real, and nothing where it is', async () => {
  await using scene = await openScene({ timeScale: 1 })
  const { page, lazuli } = scene
  const clock = () => readArm<ClockTime>(lazuli.ready, '/lazuli/clock')
  const banner = page.getByText(/^Time is not real/)
  await scene.open('/operations')
  await page.getByText("Azure's own").waitFor()
  assert.equal((await clock()).timeScale, 1)
  assert.equal(await banner.count(), 0)

  await press(page, 'Scale', { fill: { Factor: '50' } })
  const fast = page.getByText('Time is not real: long work goes 50 times as fast as in Azure.')
  await fast.waitFor()
  for (const path of ['/', '/batch/lazuli/jobs', '/clusters', '/requests']) {
    await scene.open(path)
    await fast.waitFor()
  }

  await scene.open('/operations')
  await press(page, 'Freeze')
  await page.getByText('Time is not real: it stands still at').waitFor()
  const shown = () => banner.locator('time').getAttribute('datetime')
  const frozenAt = (await clock()).now
  assert.equal(Date.parse((await shown())!), Date.parse(frozenAt))
  await scene.inspect()
  await press(page, 'Step', { fill: { 'Seconds (may be empty)': '90' } })
  const stepped = Date.parse((await clock()).now)
  assert.ok(stepped - Date.parse(frozenAt) >= 90_000)
  await until(shown, (at) => Date.parse(at!) === stepped)

  await press(page, 'Resume')
  await fast.waitFor()
  await press(page, 'Scale', { fill: { Factor: '1' } })
  await banner.waitFor({ state: 'hidden' })
  assert.deepEqual(await clock().then(({ frozen, timeScale }) => ({ frozen, timeScale })), {
    frozen: false,
    timeScale: 1,
  })
})

/** A picture so many dots wide, one high. */
function pictureOf(width: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([head, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(1, 4)
  header[8] = 8
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(width + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Machines whose screen is a dot wider at each look. */
async function painted() {
  const machines = await openSimulated()
  const seen = { looks: 0, shows: true }
  const consoleOf = async (): Promise<ConsoleShot> => {
    seen.looks += 1
    if (!seen.shows) return { serial: '' }
    return { screen: pictureOf(seen.looks), serial: `<b>look ${seen.looks}</b>\u001b[2J\r\n` }
  }
  const hypervisor = new Proxy(machines, {
    get(target, name) {
      if (name === 'console') return consoleOf
      const own: unknown = Reflect.get(target, name)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
  return { hypervisor, seen }
}

test("a machine's screen is a picture that refreshes while it runs", async () => {
  const { hypervisor, seen } = await painted()
  await using scene = await openScene({ timeScale: 1000 }, { hypervisor })
  const { page, lazuli } = scene
  await aMachine(lazuli.ready, 'vm1')
  await scene.open(`/machines/${lazuli.ready.resourceGroup}/vm1`)
  const picture = page.getByRole('img', { name: "The machine's screen now" })
  await picture.waitFor()
  const width = () =>
    picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
  const first = await until(width, (now) => now > 0)
  const second = await until(width, (now) => now > first)
  await until(width, (now) => now > second)
  // What it says on its serial port is text, whatever is in it.
  const screen = page.getByRole('region', { name: 'Screen' })
  await screen.getByText(/<b>look \d+<\/b>/).waitFor()
  assert.equal(await screen.locator('b').count(), 0)
  await scene.inspect()

  seen.shows = false
  await page.getByText('The machine shows nothing yet.').waitFor()
  await press(page, 'Stop', { choice: 'Turn off' })
  await screen.waitFor({ state: 'hidden' })
  const { looks } = seen
  await page.waitForTimeout(4_000)
  assert.equal(seen.looks, looks)
})
