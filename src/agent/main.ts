// The agent's own program: `node bin/agent.js SETTINGS`, where SETTINGS is a JSON text of
// AgentSettings.
import { mkdirSync } from 'node:fs'
import type { AgentSettings } from '#drivers/nodes/channel.ts'
import { Agent } from './agent.ts'
import { claim } from './claim.ts'
import { giveWay } from './launchers/priority.ts'
import { socketDoor } from './socket-door.ts'

// The user who started us may keep their own files from all others. Of a node's directories each has its
// mode, and tasks with users of their own must be able to walk there.
process.umask(0o022)
const settings = JSON.parse(process.argv[2]!) as AgentSettings
mkdirSync(settings.directory, { recursive: true, mode: 0o700 })
// A driver that lost its agent may start another while the first still answers: that one stays.
if (claim(settings.directory)) {
  giveWay()
  const agent = new Agent(settings)
  process.on('SIGTERM', () => agent.leave())
  await agent.start(socketDoor(settings.directory))
}
console.log('ready')
