import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type Schemas = components['schemas']
type Status = Schemas['ServerStatus']

const SEPARATION = {
  uid: 'have users of their own',
  bwrap: 'are kept apart by bubblewrap',
  none: 'are not kept apart from each other (docs/security.md)',
  simulated: 'are simulated',
} as const satisfies Record<Status['separation'], string>

export async function status(options: Reaching): Promise<void> {
  const ready = await readReady(options)
  const said = JSON.parse(await admin(ready, '/lazuli/status')) as Status
  const { draining } = JSON.parse(await admin(ready, '/lazuli/drain')) as Schemas['DrainState']
  const lines: [string, string][] = [
    ['Lazuli', `${said.version}, process ${said.pid}, since ${said.startedAt}`],
    ['Serves', ready.arm],
    ...(ready.portal ? [['Portal', ready.portal] as [string, string]] : []),
    ['Keeps', said.dataDirectory ?? 'nothing (ephemeral)'],
    ['Pace', said.timeScale === 1 ? "Azure's own" : `${said.timeScale} times Azure's`],
    ...(said.frozenAt ? [['Time', `stands still at ${said.frozenAt}`] as [string, string]] : []),
    ['Tasks', SEPARATION[said.separation]],
    ...(draining ? [['Drained', 'no tasks begin: `lazuli drain --end`'] as [string, string]] : []),
    ['Machines', said.hypervisor === 'qemu' ? 'run in QEMU' : 'are simulated'],
    ['Memory', `${Math.round(said.memoryBytes / 2 ** 20)} MB`],
    [
      'Running',
      `${said.operationsRunning} long-running operation${said.operationsRunning === 1 ? '' : 's'}`,
    ],
    ...Object.entries(said.resources).map(([type, n]): [string, string] => [
      'Holds',
      `${n} ${type}`,
    ]),
  ]
  for (const [label, text] of lines) process.stdout.write(`${label.padEnd(9)}${text}\n`)
}
