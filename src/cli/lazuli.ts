// The command line. Each command is a file of its own, loaded when it is asked for, so that none
// pays for another's imports.
import { Command, InvalidArgumentError, Option } from 'commander'
import { flagOf } from '#kernel/options.ts'
import { ownVersion } from '#library/own-version.ts'
import { addRun } from './run-command.ts'
import { addStart } from './start-command.ts'
import { refuseUnknown } from './unknown-command.ts'
import { wrapped } from './wrap.ts'

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It takes a number from ${least} to ${most}.`)
    }
    return value
  }

const whole = (least: number, most: number) => (text: string) => {
  const value = number(least, most)(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It takes a whole number.')
  return value
}

/** An unset variable would otherwise mean the current directory. */
const path = (text: string): string => {
  if (text === '') throw new InvalidArgumentError('It takes a path, and got nothing.')
  return text
}

const ACCOUNT = ['--account <name>', 'the Batch account (default: the first)'] as const
const FILES = ['--files', 'with blobs, and the files of nodes of this machine'] as const

/** Options of every command that talks to a running server. */
const reaching = (command: Command): Command =>
  command
    .option(`${flagOf('readyFile')} <file>`, 'the ready file of the server to talk to', path)
    .option(
      `${flagOf('data')} <dir>`,
      'the data directory of the server to talk to (default: ~/.lazuli)',
      path,
    )

/** Options of what fails with an error. */
const failing = (command: Command): Command =>
  command
    .option('--error <code>', 'what is said to be wrong: DiskFull, AllocationFailed')
    .option('--message <text>', 'the same in words')

/** commander's words and its suggestion, as every other error is said. */
const oneLine = (text: string): string =>
  `lazuli: ${text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ')}\n`

const program = new Command('lazuli')
  .description('A self-hosted Azure control plane.')
  .version(ownVersion(), '--version', 'print the version')
  .enablePositionalOptions()
  .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
  .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 80, 100) })

addStart(program)
addRun(program)

reaching(program.command('env'))
  .description('print the variables that SDKs and tools read: eval "$(lazuli env)"')
  .option('--unset', 'take them away again: eval "$(lazuli env --unset)"')
  .addOption(
    new Option('--shell <shell>', 'whose syntax')
      .choices(['bash', 'fish', 'powershell', 'json'])
      .default('bash'),
  )
  .action(async (options) => (await import('./commands/env.ts')).env(options))

reaching(program.command('token'))
  .description("print an access token of the server's own service principal")
  .option('--resource <audience>', 'the resource it is for', 'https://management.azure.com/')
  .action(async (options) => (await import('./commands/token.ts')).token(options))

const explaining = program.command('explain').description('say why a Batch task does not start')
reaching(explaining.command('task'))
  .description('say why a task does not start, or how it ended')
  .argument('<job>', 'id of the job')
  .argument('<task>', 'id of the task')
  .action(async (job, task, options) =>
    (await import('./commands/explain.ts')).explain(options, job, task),
  )
reaching(explaining.command('job'))
  .description("say why a job's next task does not start")
  .argument('<job>', 'id of the job whose next task is meant')
  .action(async (job, options) => (await import('./commands/explain.ts')).explain(options, job))

const provoking = program.command('provoke').description('let something go wrong in a Batch pool')
for (const [name, what, words] of [
  ['preempt', 'preempt', 'take Spot nodes away for a while'],
  ['fail', 'fail', 'make nodes unusable'],
  ['lose', 'lose', 'let nodes fall silent'],
  ['upgrade-os', 'upgradeOs', 'upgrade the system of nodes'],
  ['recover', 'recover', 'bring back what is gone, unusable or silent'],
] as const) {
  const command = provoking.command(name).description(words)
  if (name === 'fail') failing(command)
  reaching(command)
    .argument('<pool>', 'id of the pool')
    .argument('[node]', 'id of the node (default: all that it can happen to)')
    .option(...ACCOUNT)
    .action(async (pool, node, options) =>
      (await import('./commands/provoking/provoke.ts')).provoke(options, what, pool, node),
    )
}
reaching(failing(provoking.command('fail-resize')))
  .description('end the next resize with an error')
  .argument('<pool>', 'id of the pool')
  .option(...ACCOUNT)
  .action(async (pool, options) =>
    (await import('./commands/provoking/provoke.ts')).provoke(options, 'failResize', pool),
  )

reaching(program.command('maintain'))
  .description('begin work that Azure does to a cluster unasked')
  .argument('<id>', 'resource id of the cluster')
  .action(async (id, options) =>
    (await import('./commands/operating/maintain.ts')).maintain(options, id),
  )

reaching(program.command('operations'))
  .description('list the long-running operations under way')
  .option('--kind <kind>', 'of this kind alone: ManagedClusters_Create')
  .option('--all', 'those that have ended, too')
  .option('--last <n>', 'how many', whole(1, 1000), 20)
  .action(async (options) =>
    (await import('./commands/operating/operations.ts')).operations(options),
  )
reaching(program.command('hold'))
  .description('let operations of a kind, or one of them, wait before they go on')
  .argument('<kind>', 'such as ManagedClusters_Create; an unknown one lists all; or the id of one')
  .argument('[step]', 'at which they wait (default: the longest)')
  .option('--resource <id>', 'only on this resource and what is in it')
  .action(async (kind, step, options) =>
    (await import('./commands/operating/operations.ts')).hold(options, kind, step),
  )
reaching(program.command('release'))
  .description('let go what is held')
  .argument('<what>', 'a kind, or the id of an operation')
  .action(async (what, options) =>
    (await import('./commands/operating/operations.ts')).release(options, what),
  )
reaching(failing(program.command('fail')))
  .description('end an operation as failed')
  .argument('<id>', 'of the operation')
  .action(async (id, options) =>
    (await import('./commands/operating/operations.ts')).fail(options, id),
  )
reaching(program.command('cancel'))
  .description('end an operation as canceled')
  .argument('<id>', 'of the operation')
  .action(async (id, options) =>
    (await import('./commands/operating/operations.ts')).cancel(options, id),
  )

const faulting = program.command('fault').description('let operations, calls or drivers go wrong')
reaching(failing(faulting.command('add')))
  .description('add a fault')
  .argument(
    '[what]',
    'kind of an operation; a port as hypervisor.start; with --status, --delay or --drop the operationId of a call',
  )
  .option('--service <name>', 'calls of this service, as batch')
  .option('--step <step>', 'at which the operation fails (default: its first)')
  .option('--resource <id>', 'on this resource and what is in it')
  .option('--caller <name>', 'calls of this caller, as `lazuli journal` names it')
  .option('--nth <n>', 'the n-th time only', whole(1, 1_000_000_000))
  .option('--share <share>', 'strike in this share of the calls, from 0 to 1', number(0, 1))
  .option(
    '--seed <n>',
    'begin the draw of the share with this number',
    whole(-(2 ** 31), 2 ** 31 - 1),
  )
  .option('--times <n>', 'how often (default: always)', whole(1, 1_000_000_000))
  .option('--for <length>', 'ends by itself after so long, such as 5m')
  .option('--status <status>', 'refuse the call with this status', whole(400, 599))
  .option('--retry-after <seconds>', 'what the refusal tells to wait', whole(0, 1_000_000_000))
  .option('--delay <length>', 'wait so long before the call is served, such as 500ms')
  .addOption(
    new Option('--drop <moment>', 'the connection is lost, before or after the work').choices([
      'before',
      'after',
    ]),
  )
  .action(async (what, options) =>
    (await import('./commands/provoking/fault.ts')).addFault(options, what),
  )
reaching(faulting.command('list'))
  .description('list the faults')
  .action(async (options) => (await import('./commands/provoking/fault.ts')).listFaults(options))
reaching(faulting.command('remove'))
  .description('end a fault')
  .argument('[id]', 'from the list (default: all)')
  .action(async (id, options) =>
    (await import('./commands/provoking/fault.ts')).removeFault(options, id),
  )

const clocks = program.command('clock').description('stop time, move it on, let it run')
reaching(clocks.command('show', { isDefault: true }))
  .description('tell the time of long work, and whether it stands still')
  .action(async (options) => (await import('./commands/provoking/clock.ts')).show(options))
reaching(clocks.command('freeze'))
  .description('let it stand still')
  .action(async (options) => (await import('./commands/provoking/clock.ts')).freeze(options))
reaching(clocks.command('resume'))
  .description('let it run on from where it stands')
  .action(async (options) => (await import('./commands/provoking/clock.ts')).resume(options))
reaching(clocks.command('scale'))
  .description('set how fast long work goes')
  .argument('<factor>', 'how many times faster than in Azure', number(0.001, 1_000_000))
  .action(async (factor, options) =>
    (await import('./commands/provoking/clock.ts')).scale(options, factor),
  )
reaching(clocks.command('step'))
  .description('move on a time that stands still')
  .argument('[length]', 'such as 500ms, 90s, 5m, 2h or 7d (default: to what is due next)')
  .action(async (length, options) =>
    (await import('./commands/provoking/clock.ts')).step(options, length),
  )
reaching(clocks.command('at'))
  .description('move a time that stands still on to a moment')
  .argument('<time>', 'such as 2026-03-05T10:15:00Z')
  .action(async (time, options) =>
    (await import('./commands/provoking/clock.ts')).moveTo(options, time),
  )

const snapshots = program
  .command('snapshot')
  .description('keep all that the server holds, and go back')
reaching(snapshots.command('save'))
  .description('take a snapshot while work goes on')
  .argument('<name>', 'letters, digits, dots, dashes and underscores')
  .option(...FILES)
  .action(async (name, options) =>
    (await import('./commands/keeping/snapshot.ts')).save(options, name),
  )
reaching(snapshots.command('restore'))
  .description('go back to a snapshot; what runs now is ended')
  .argument('<name>', 'of the snapshot')
  .action(async (name, options) =>
    (await import('./commands/keeping/snapshot.ts')).restore(options, name),
  )
reaching(snapshots.command('list'))
  .description('list the snapshots')
  .action(async (options) => (await import('./commands/keeping/snapshot.ts')).list(options))
reaching(snapshots.command('remove'))
  .description('remove a snapshot')
  .argument('<name>', 'of the snapshot')
  .action(async (name, options) =>
    (await import('./commands/keeping/snapshot.ts')).remove(options, name),
  )
reaching(program.command('reset'))
  .description('go back to what the server was when it started')
  .action(async (options) => (await import('./commands/keeping/snapshot.ts')).reset(options))

reaching(program.command('backup'))
  .description('write all that the server must not lose to one file, while work goes on')
  .argument('<file>', 'a new one, such as lazuli.tar.gz')
  .option(...FILES)
  .option(
    `${flagOf('store')} <url>`,
    'of a server that is stopped: the database that has its store (default: as for a start)',
  )
  .action(async (file, options) =>
    (await import('./commands/keeping/backup.ts')).backup(options, file),
  )
program
  .command('restore')
  .description('make a data directory from a backup')
  .argument('<file>', 'the backup')
  .option(`${flagOf('data')} <dir>`, 'a new or an empty directory (default: ~/.lazuli)', path)
  .option(`${flagOf('store')} <url>`, 'an empty database of PostgreSQL, for the store')
  .action(async (file, options) =>
    (await import('./commands/keeping/restore.ts')).restore(options, file),
  )
program
  .command('check')
  .description('tell whether a data directory is sound; its server must be stopped')
  .option(`${flagOf('data')} <dir>`, 'the data directory (default: ~/.lazuli)', path)
  .action(async (options) => (await import('./commands/keeping/check.ts')).check(options))

program
  .command('migrate')
  .description('move a data directory to PostgreSQL; its server must be stopped')
  .requiredOption('--from <dir>', 'the data directory', path)
  .requiredOption('--to <url>', 'an empty database, such as postgres://user@host/name')
  .action(async (options) => (await import('./commands/keeping/migrate.ts')).migrate(options))

reaching(program.command('drain'))
  .description('begin no more tasks, and wait until none runs')
  .option('--end', 'begin tasks again')
  .action(async (options) => (await import('./commands/operating/drain.ts')).drain(options))
reaching(program.command('seed'))
  .description('make what a file declares and is not there yet (docs/testing.md)')
  .argument('<file>', 'YAML; - reads stdin', path)
  .action(async (file, options) => (await import('./commands/seed.ts')).seed(options, file))

reaching(program.command('journal'))
  .description('show the last requests and what was answered')
  .option('--har', 'print them as an HTTP archive, for browsers and tools')
  .option('--last <n>', 'how many', whole(1, 10_000), 20)
  .action(async (options) => (await import('./commands/operating/journal.ts')).journal(options))

const users = program.command('user').description('say who may use the server')
reaching(users.command('add'))
  .description('add a person or a program, and print the secret, which is not shown again')
  .argument('<name>', 'such as kim, or kim@lazuli.localhost')
  .option('--program', 'an application with a secret, not a person with a password')
  .option('--role <role>', 'what it may do', 'Contributor')
  .option('--scope <id>', 'of the resource or group where (default: the subscription)')
  .action(async (name, options) => (await import('./commands/user.ts')).addUser(options, name))
reaching(users.command('list'))
  .description('list people and programs with their roles')
  .action(async (options) => (await import('./commands/user.ts')).listUsers(options))
reaching(users.command('remove'))
  .description('take a person or a program away, from that moment on')
  .argument('<name>', 'as it was added, or its id')
  .action(async (name, options) => (await import('./commands/user.ts')).removeUser(options, name))

reaching(program.command('portal'))
  .description('sign in to the portal: print a link that is good once, and open it')
  .option('--user <name>', 'the user it signs in (default: the first user)')
  .option('--print', 'only print it')
  .action(async (options) => (await import('./open-portal.ts')).openPortal(options))

reaching(program.command('mcp'))
  .description('speak MCP on stdin and stdout, for programs that ask what only Lazuli can do')
  .action(async (options) => (await import('./mcp/mcp.ts')).serveMcp(options, ownVersion()))

reaching(program.command('status'))
  .description('tell whether the server runs and what it holds')
  .action(async (options) => (await import('./commands/operating/status.ts')).status(options))

const vm = program.command('vm').description('look at virtual machines')
reaching(vm.command('console <name>'))
  .description("show a machine's screen (as PNG) or its serial output")
  .option('--output <file>', 'where the screen goes (default: NAME.png)')
  .option('--serial', 'print the serial output, even when there is a screen')
  .action(async (name, options) =>
    (await import('./commands/vm-console.ts')).vmConsole(name, options),
  )

// A reader that has read enough goes, as `head` does, or closes the terminal. That is no fault, and a server
// goes on without it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

const words = process.argv.slice(2)
// `lazuli help start` is `lazuli start --help`.
const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : words
refuseUnknown(program, asked)
program.parseAsync(asked, { from: 'user' }).catch((error: unknown) => {
  const words = `lazuli: ${error instanceof Error ? error.message : String(error)}`
  // A terminal gets lines that fit, a log whole sentences that can be searched for.
  const { isTTY, columns } = process.stderr
  process.stderr.write(`${isTTY ? wrapped(words, Math.min(columns || 80, 80)) : words}\n`)
  process.exitCode = 1
})
