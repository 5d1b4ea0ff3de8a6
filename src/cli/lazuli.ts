// The command line. Each command is a file of its own, loaded when it is asked for, so that none
// pays for another's imports.
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { wrapped } from './wrap.ts'

const ownVersion = (): string => {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

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

/** `--data "$UNSET"` would otherwise mean the current directory. */
const path = (text: string): string => {
  if (text === '') throw new InvalidArgumentError('It takes a path, and got nothing.')
  return text
}

/** Options of every command that talks to a running server. */
const reaching = (command: Command): Command =>
  command
    .option('--ready-file <file>', 'the ready file of the server to talk to', path)
    .option(
      '--data <dir>',
      'the data directory of the server to talk to (default: ~/.lazuli)',
      path,
    )

/** Options of what fails with an error. */
const failing = (command: Command): Command =>
  command
    .option('--error <code>', 'what is said to be wrong: DiskFull, AllocationFailed')
    .option('--message <text>', 'the same in words')

const program = new Command('lazuli')
  .description('A self-hosted Azure control plane.')
  .version(ownVersion(), '--version', 'print the version')
  .showHelpAfterError()
  .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 80, 100) })

program
  .command('start')
  .description('serve until interrupted')
  .option('--port <port>', 'port for HTTP and HTTPS; 0 takes a free one', whole(0, 65535), 4510)
  .option(
    '--batch-port <port>',
    'port of the Batch data plane (default: the next)',
    whole(0, 65535),
  )
  .option(
    '--retired-certificates',
    'serve Batch certificates in 2024-07-01.20.0 too, where Azure has retired them',
  )
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--expose', 'allow an address beyond loopback: everyone who reaches it can try to log in')
  .addOption(
    new Option('--data <dir>', 'keep everything here (default: ~/.lazuli)').argParser(path),
  )
  .addOption(new Option('--ephemeral', 'keep nothing').conflicts('data'))
  .option(
    '--ready-file <file>',
    'write where and how to connect here, once requests are served',
    path,
  )
  .option(
    '--client-certificate <file>',
    'PEM that clients may sign in with instead of the secret',
    path,
  )
  .option(
    '--open-managed-identity',
    "give tokens of the machine's identity to whoever reaches the port, as 169.254.169.254 does",
  )
  .option('--behind-proxy', 'build links from X-Forwarded-Host and X-Forwarded-Proto')
  .option(
    '--unregistered',
    'let the subscription use a resource provider only once it is registered, as a new one of Azure',
  )
  .option(
    '--time-scale <n>',
    'how many times faster than Azure long work goes',
    number(0.001, 1e6),
    1,
  )
  .option('--frozen', 'let the time of long work stand still, until `lazuli step` moves it on')
  .option('--throttle', "refuse calls beyond Azure's limits with a 429")
  .addOption(
    new Option(
      '--separation <way>',
      'how Batch tasks are kept apart (default: users of their own as root, else bubblewrap, if it works)',
    ).choices(['uid', 'bwrap', 'none']),
  )
  .option('--aks-versions <file>', 'YAML that says which Kubernetes versions AKS has', path)
  .addOption(
    new Option(
      '--aks-abort-idle <status>',
      'what AKS answers to an abort when nothing runs (default: 409)',
    ).choices(['409', '204']),
  )
  .option(
    '--aks-canceling',
    'say Canceling of an AKS operation that is being aborted, not InProgress',
  )
  .addOption(
    new Option(
      '--aks-location <status>',
      'what the Location of ended AKS work without a result answers (default: 200)',
    ).choices(['200', '204']),
  )
  .option('--aks-serial-pools', 'let AKS work on one pool of a cluster at a time')
  .addOption(
    new Option(
      '--hypervisor <kind>',
      'what runs virtual machines (default: QEMU, if found)',
    ).choices(['simulated', 'qemu']),
  )
  .option('--inventory <file>', 'YAML that says what VMM servers manage', path)
  .option(
    '--inventory-delay <seconds>',
    'how long after a VMM server is connected its inventory appears (default: at once)',
    number(0, 86_400),
  )
  .action(async (options) => (await import('./start.ts')).start(options))

reaching(program.command('env'))
  .description('print the variables that SDKs and tools read: eval "$(lazuli env)"')
  .addOption(
    new Option('--shell <shell>', 'whose syntax')
      .choices(['bash', 'fish', 'powershell', 'json'])
      .default('bash'),
  )
  .action(async (options) => (await import('./env.ts')).env(options))

reaching(program.command('token'))
  .description("print an access token of the server's own service principal")
  .option('--resource <audience>', 'for whom', 'https://management.azure.com/')
  .action(async (options) => (await import('./token.ts')).token(options))

const explaining = program.command('explain').description('say why a Batch task does not start')
reaching(explaining.command('task'))
  .argument('<job>', 'id of the job')
  .argument('<task>', 'id of the task')
  .action(async (job, task, options) => (await import('./explain.ts')).explain(options, job, task))
reaching(explaining.command('job'))
  .argument('<job>', 'id of the job whose next task is meant')
  .action(async (job, options) => (await import('./explain.ts')).explain(options, job))

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
    .option('--account <name>', 'the Batch account (default: the first)')
    .action(async (pool, node, options) =>
      (await import('./provoke.ts')).provoke(options, what, pool, node),
    )
}
reaching(failing(provoking.command('fail-resize')))
  .description('end the next resize with an error')
  .argument('<pool>', 'id of the pool')
  .option('--account <name>', 'the Batch account (default: the first)')
  .action(async (pool, options) =>
    (await import('./provoke.ts')).provoke(options, 'failResize', pool),
  )

reaching(program.command('step'))
  .description('move the time of a frozen server on')
  .argument('[length]', 'such as 500ms, 90s, 5m, 2h or 7d (default: to what is due next)')
  .action(async (length, options) => (await import('./step.ts')).step(options, length))

reaching(program.command('journal'))
  .description('show the last requests and what was answered')
  .option('--har', 'print them as an HTTP archive, for browsers and tools')
  .option('--last <n>', 'how many', whole(1, 10_000), 20)
  .action(async (options) => (await import('./journal.ts')).journal(options))

reaching(program.command('status'))
  .description('tell whether the server runs and what it holds')
  .action(async (options) => (await import('./status.ts')).status(options))

const vm = program.command('vm').description('look at virtual machines')
reaching(vm.command('console <name>'))
  .description("show a machine's screen (as PNG) or its serial output")
  .option('--output <file>', 'where the screen goes (default: NAME.png)')
  .option('--serial', 'print the serial output, even when there is a screen')
  .action(async (name, options) => (await import('./vm-console.ts')).vmConsole(name, options))

// Who has read enough goes, as `head` does, or closes the terminal. That is no fault, and a server
// goes on without it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

program.parseAsync().catch((error: unknown) => {
  const words = `lazuli: ${error instanceof Error ? error.message : String(error)}`
  // Whoever reads along in a terminal gets whole words; whoever searches a log, whole sentences.
  const { isTTY, columns } = process.stderr
  process.stderr.write(`${isTTY ? wrapped(words, Math.min(columns || 80, 80)) : words}\n`)
  process.exitCode = 1
})
