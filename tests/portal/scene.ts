// A real server with a browser in front of its portal. What a view must never do, whatever its test is
// about, is watched throughout: calls of other hosts, breaches of the page's policy, errors of scripts.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Replacements } from '../../src/main/replacements.ts'
import { LONGEST_MS, until } from './estate.ts'

export interface Scene extends AsyncDisposable {
  readonly lazuli: Lazuli
  readonly page: Page
  /** The portal's address. */
  readonly origin: string
  /** URLs that were called since the start. */
  readonly calls: readonly string[]
  /** What went wrong is asserted at the end; a test that provokes it takes it away first. */
  readonly faults: string[]
  /** Opens a view by its address. */
  open(path: string): Promise<void>
  /**
   * Finds faults of accessibility in the view, in light and in dark, and whether it fits a narrow window.
   * Where LAZULI_SHOTS names a folder, pictures of it are put there, to be looked at.
   */
  inspect(): Promise<void>
}

/** The browser of the tests: Debian's, or where the variable says. */
export const CHROMIUM = process.env.LAZULI_TEST_CHROMIUM ?? '/usr/bin/chromium'

async function browser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  })
}

/** Starts a server, signs its first user in, and shows the home page. */
export async function openScene(
  options: LazuliOptions = {},
  replacements: Replacements = {},
): Promise<Scene> {
  const opened = new AsyncDisposableStack()
  const lazuli = await createLazuli({ ...options, portal: 'on' }, replacements)
  opened.defer(() => lazuli.stop())
  const scene = await showScene(lazuli, opened)
  const link = await lazuli.inside.portal.linkFor()
  assert.ok('url' in link)
  await scene.page.goto(link.url)
  await scene.page.getByRole('heading', { name: 'Home' }).waitFor()
  return scene
}

/** A browser in front of a server that runs. */
async function showScene(lazuli: Lazuli, opened: AsyncDisposableStack): Promise<Scene> {
  const origin = lazuli.inside.portal.url!
  const chrome = await browser()
  opened.defer(() => chrome.close())
  const context = await chrome.newContext({
    viewport: { width: 1280, height: 900 },
    // Colours are what they are going to be at once.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(LONGEST_MS)
  const calls: string[] = []
  const faults: string[] = []
  page.on('request', (request) => {
    calls.push(request.url())
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(`${origin}/`)) {
      faults.push(`a call of another host: ${request.url()}`)
    }
  })
  page.on('pageerror', (error) => faults.push(`an error of a script: ${error.stack}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
  })
  return {
    lazuli,
    page,
    origin,
    calls,
    faults,
    open: async (path) => void (await page.goto(`${origin}${path}`)),
    inspect: () => inspect(page),
    async [Symbol.asyncDispose]() {
      await opened.disposeAsync()
      assert.deepEqual(faults, [])
    },
  }
}

/** As wide as a telephone. */
const NARROW = { width: 400, height: 800 }

let shots = 0

async function inspect(page: Page): Promise<void> {
  const wide = page.viewportSize()!
  shots += 1
  await page.evaluate(axe.source)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await settled(page)
    await shoot(page, colorScheme)
    assert.deepEqual(await findingsIn(page), [], `axe at ${page.url()} in ${colorScheme}`)
  }
  await page.setViewportSize(NARROW)
  await settled(page)
  await shoot(page, 'narrow')
  // What is as wide as its place follows a frame or more later.
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth')
  await until(width, (now) => now <= NARROW.width)
  await page.setViewportSize(wide)
}

/** Waits until what changed is drawn, and no colour is on its way to another. */
const settled = (page: Page): Promise<void> =>
  page.evaluate<void>(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    // What goes round for ever has no end to wait for.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })()`)

async function findingsIn(page: Page): Promise<readonly string[]> {
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; help: string; nodes: { html: string }[] }[]
        }>
      }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`)
  })
}

async function shoot(page: Page, how: string): Promise<void> {
  const folder = process.env.LAZULI_SHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const view = new URL(page.url()).pathname.replaceAll('/', '-').slice(0, 60)
  const path = join(folder, `${process.pid}-${String(shots).padStart(2, '0')}${view}-${how}.png`)
  await page.screenshot({ path, fullPage: true })
}
