import { spawn } from 'node:child_process'
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from './client.ts'

export interface PortalOptions extends Reaching {
  readonly user?: string
  readonly print?: boolean
}

/** Prints a link to the portal, and opens it where there is a screen. */
export async function openPortal({ user, print, ...reaching }: PortalOptions): Promise<void> {
  const query = user === undefined ? '' : `?${new URLSearchParams({ user })}`
  const path = `/lazuli/portal/links${query}`
  const answer = await admin(await readReady(reaching), path, { method: 'POST' })
  const { url } = JSON.parse(answer) as components['schemas']['PortalLink']
  process.stdout.write(`${url}\n`)
  if (!print) openInBrowser(url)
}

/** A user without a screen, or without such a program, has the link. */
function openInBrowser(url: string): void {
  const { platform, env } = process
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const [command, ...args] =
    platform === 'darwin'
      ? ['open']
      : platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  const opening = spawn(command!, [...args, url], { detached: true, stdio: 'ignore' })
  opening.on('error', () => undefined)
  opening.unref()
}
