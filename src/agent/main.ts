// The agent's own program: `node bin/agent.js SETTINGS`, where SETTINGS is a JSON text of
// AgentSettings.
import { mkdirSync } from 'node:fs'
import type { AgentSettings } from '#drivers/compute/channel.ts'
import { Agent, claim } from './agent.ts'
import { giveWay } from './priority.ts'

const settings = JSON.parse(process.argv[2]!) as AgentSettings
mkdirSync(settings.directory, { recursive: true, mode: 0o700 })
// A driver that lost its agent may start another while the first still answers: that one stays.
if (claim(settings.directory)) {
  giveWay()
  const agent = new Agent(settings)
  process.on('SIGTERM', () => agent.leave())
  await agent.start()
}
console.log('ready')
