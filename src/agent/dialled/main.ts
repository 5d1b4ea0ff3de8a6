// The program of an agent elsewhere, which the build makes into one file: `node lazuli-agent.mjs DIRECTORY`,
// where DIRECTORY has a `bootstrap.json` that its user alone may read. It ends with 0 when its node was
// given back, and with 78 when the server does not let it in.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import type { AgentBootstrap } from '#drivers/nodes/dialled/port.ts'
import { Agent } from '../agent.ts'
import { claim } from '../claim.ts'
import { giveWay } from '../launchers/priority.ts'
import { allocationOf } from '../remote/elsewhere.ts'
import { credentialIn } from './credential.ts'
import { dialledDoor } from './dialled-door.ts'
import { reachStorage } from './reach-storage.ts'

/** As `sysexits.h` has it: what it was started with is wrong, so that it is of no use to start it again. */
const EX_CONFIG = 78

process.umask(0o022)
const directory = process.argv[2]
if (directory === undefined) throw new Error('say the directory that has the bootstrap.json')
const bootstrap = JSON.parse(readFileSync(`${directory}/bootstrap.json`, 'utf8')) as AgentBootstrap
const authority = `${directory}/authority.pem`
writeFileSync(authority, `${bootstrap.authority}\n${bootstrap.trusted ?? ''}`)
chmodSync(authority, 0o644)
if (!claim(directory)) throw new Error(`another agent works in ${directory}`)
giveWay()
const { settings } = bootstrap
const credential = credentialIn(directory)
const agent = new Agent(
  { ...settings, directory, authority },
  reachStorage(bootstrap, credential),
  allocationOf(bootstrap.together, bootstrap.nodeId, directory),
)
// Its allocation ends, and all that it runs with it.
let isEnding = false
const end = (tells: boolean): void => {
  // Slurm and the script both say so.
  if (isEnding) return
  isEnding = true
  void agent.giveUp({ tells })
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(true))
const door = dialledDoor(bootstrap, credential, ({ away, reason }) => {
  process.exitCode = away === 'for good' ? 0 : EX_CONFIG
  console.error(reason)
  end(false)
})
await agent.start(door)
