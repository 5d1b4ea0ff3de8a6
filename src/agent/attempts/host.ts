import type { CpuTime } from '#drivers/nodes/port.ts'
import type { Containers } from '../containers/containers.ts'
import type { Journal } from '../journal/journal.ts'
import type { Launchers } from '../launchers/launchers.ts'
import type { Packages } from '../packages/packages.ts'
import type { Tree } from '../processes/process-tree.ts'
import type { RemoteCommands } from '../remote/remote-commands.ts'
import type { Certificates } from '../resources/certificates.ts'
import type { Separator } from '../separation/separation.ts'
import type { KeptOutputs } from '../transfers/kept-outputs.ts'
import type { Transfers } from '../transfers/transfers.ts'
import type { AttemptRun } from './attempt-run.ts'

/** What all runs share. */
export interface Shared {
  readonly journal: Journal
  readonly launchers: Launchers
  readonly separator: Separator
  readonly certificates: Certificates
  readonly transfers: Transfers
  readonly outputs: KeptOutputs
  readonly containers: Containers
  /** How long an end by a signal that was not asked for may yet be the machine's. */
  readonly doubtMs: number
}

/** What a run needs of the agent around it. */
export interface Host extends Shared {
  readonly packages: Packages
  readonly remote: RemoteCommands
  nextCommand(): number
  /** A command of the node's has ended, and has taken so much. */
  spent(nodeId: string, cpu: CpuTime | undefined): void
  /** The run has had its last report. What it left running is `rest`. */
  over(run: AttemptRun, rest: Tree | undefined): void
}
