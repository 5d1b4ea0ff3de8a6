// Users beside the first one, and the portal as they see it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Ready } from '#library/ready/ready.ts'
import type { Scene } from './scene.ts'

const cli = join(import.meta.dirname, '../../src/cli/lazuli.ts')

/** Adds a user with a role; `scope` absent: at the subscription. */
export async function addUser(
  ready: Ready,
  name: string,
  role: string,
  scope?: string,
): Promise<void> {
  await promisify(execFile)(process.execPath, [
    ...[cli, 'user', 'add', name, '--role', role, '--ready-file', ready.readyFile],
    ...(scope === undefined ? [] : ['--scope', scope]),
  ])
}

/** Signs out who is signed in, and `name` in. */
export async function signInAs({ page, lazuli }: Scene, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const link = await lazuli.inside.portal.linkFor(name)
  assert.ok('url' in link)
  await page.goto(link.url)
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}
