// A dry run of each rule, before the server begins: what Slurm will never take is said with its line.
import { commandRunner } from '#drivers/nodes/slurm/commands.ts'
import { refusalOf } from '#drivers/nodes/slurm/refusals.ts'
import { placeArguments } from '#drivers/nodes/slurm/submission.ts'
import type { Report } from '../parts.ts'
import { NodesFault, type NodesFile } from './nodes-file.ts'

/** Rules that are tried at once. */
const AT_ONCE = 4

export async function tryRules({ rules }: NodesFile, report: Report): Promise<void> {
  const commands = commandRunner()
  const faults: string[] = []
  const queue = rules.values()
  const tryNext = async (): Promise<void> => {
    for (const rule of queue) {
      if (rule.provider !== 'slurm') continue
      const args = ['--test-only', '--wrap=true', '-N1', ...placeArguments(rule)]
      const { code, stderr } = await commands.run({ program: 'sbatch', args })
      if (code === 0) continue
      const lacks = /ENOENT/.test(stderr)
        ? "there is no sbatch on this machine. Start Lazuli where Slurm's commands are"
        : /configuration source/.test(stderr)
          ? 'sbatch finds no slurm.conf. Start Lazuli on a machine of the cluster, set SLURM_CONF'
          : undefined
      if (lacks !== undefined) {
        faults.push(`${rule.at}: ${lacks}, or say \`provider: local\`.`)
        continue
      }
      const refusal = refusalOf(stderr, false)
      const words = `${rule.at}: ${refusal?.message ?? `Slurm does not answer: ${stderr.trim()}`}.`
      if (refusal?.isOfRule) faults.push(`${words} \`sinfo\` and \`sacctmgr\` show what there is.`)
      // Machines may be down for now, and a controller too: what runs there is to be found again all the same.
      else report('the nodes', words)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, tryNext))
  } finally {
    commands.close()
  }
  if (faults.length > 0) throw new NodesFault(faults)
}
