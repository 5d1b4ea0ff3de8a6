// `lazuli start`: its flags are made from the options' declarations.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { flagOf, noFlagOf, type OptionSpec, type OptionSpecs, readOption } from '#kernel/options.ts'
import { commandOptions, optionSpecs } from '#library/options.ts'

function optionOf(name: string, spec: OptionSpec): Option {
  if (spec.type === 'flag') return new Option(flagOf(name), spec.says)
  return new Option(`${flagOf(name)} <${spec.value}>`, spec.says).argParser((text) => {
    const read = readOption(spec, text)
    if ('problem' in read) throw new InvalidArgumentError(read.problem)
    return read.value
  })
}

/** What the command line says, by the options' names. */
type Flags = Readonly<Record<string, unknown>> & { readonly help?: true | string }

/** The options of a server. Where there are others, those are told of and these are not. */
export function addOptions(
  command: Command,
  specs: OptionSpecs,
  { areHidden = false }: { readonly areHidden?: boolean } = {},
): void {
  for (const [name, spec] of Object.entries(specs)) {
    command.addOption(optionOf(name, spec).hideHelp(areHidden))
    // For what a file or a variable turns on.
    if (spec.type === 'flag') {
      command.addOption(new Option(noFlagOf(name)).hideHelp(areHidden))
    }
  }
}

export function addStart(program: Command): void {
  const command = program.command('start').description('serve until interrupted').helpOption(false)
  addOptions(command, { ...commandOptions.options, ...optionSpecs })
  command.option('-h, --help [service]', 'show the options of all, or of one service')
  command.action(async ({ help, ...flags }: Flags) => {
    if (help !== undefined) {
      const { startHelp } = await import('./start-help.ts')
      process.stdout.write(startHelp(help === true ? undefined : help))
      return
    }
    await (await import('./start.ts')).start(flags)
  })
}
