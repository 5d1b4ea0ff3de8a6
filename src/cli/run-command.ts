// `lazuli run`: its own flags, and those of a server that it starts for itself.

import type { Command } from 'commander'
import { flagOf } from '#kernel/options.ts'
import { optionSpecs } from '#library/options.ts'
import { addOptions } from './start-command.ts'

/** Of a server that stays; a run's own keeps nothing, and is told of in no file. */
const NOT_OF_A_RUN = new Set(['data', 'ephemeral', 'readyFile'])

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description("run a program for which Azure is here, under Azure's own names")
    .argument('<command...>', 'the program and its arguments, after --')
    .option('--allow <hosts>', 'other hosts that it may reach: pypi.org,*.example.com:8443')
    .option('--fresh', 'start an Azure for this run alone, though a server is there')
    .option(`${flagOf('readyFile')} <file>`, 'the ready file of the server that it is led to')
    .option(`${flagOf('data')} <dir>`, 'the data directory of that server (default: ~/.lazuli)')
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nWhere no server runs, or one is asked for with the options of `lazuli start`\n' +
        `(${flagOf('storage')}, ${flagOf('timeScale')} 60), the run has an Azure of its own, which ends with\n` +
        'it and leaves nothing.',
    )
  const specs = Object.entries(optionSpecs).filter(([name]) => !NOT_OF_A_RUN.has(name))
  addOptions(command, Object.fromEntries(specs), { areHidden: true })
  command.action(async (words: string[], flags: Readonly<Record<string, unknown>>) => {
    const { run } = await import('./run/run.ts')
    const { allow, fresh, readyFile, data, ...server } = flags
    await run({ allow, fresh, readyFile, data } as Parameters<typeof run>[0], server, words)
  })
}
