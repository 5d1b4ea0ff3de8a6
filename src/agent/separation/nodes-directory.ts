import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AgentSettings } from '#drivers/nodes/channel.ts'

/** Where nodes live. Tasks with users of their own must be able to walk there. */
export function nodesDirectoryFor(settings: AgentSettings, ownUsers: boolean): string {
  const { directory, nodesDirectory } = settings
  if (!ownUsers) return nodesDirectory ?? `${directory}/nodes`
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const chosen = nodesDirectory ?? `/var/lib/lazuli/nodes-${name}`
  mkdirSync(chosen, { recursive: true, mode: 0o711 })
  for (let path = chosen; path !== '/'; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) {
      throw new Error(`tasks with users of their own cannot reach ${chosen}: ${path} is closed`)
    }
  }
  return chosen
}
