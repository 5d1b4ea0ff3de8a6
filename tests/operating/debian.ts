// A Debian machine in a folder: what debootstrap makes is kept between runs, and a copy of it boots with
// systemd of its own, behind systemd-nspawn. `node tests/operating/debian.ts` prepares what is kept.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lazuli', 'debian')
/** To be raised when what is kept is made in another way. */
const KEPT = join(CACHE, 'bookworm-1')
/** What a machine has that an administrator was handed, and a database as the page supposes it. */
const PACKAGES = ['systemd', 'systemd-sysv', 'sudo', 'curl', 'ca-certificates', 'openssl']
const DATABASE = 'postgresql'
const COMMAND_MS = 240_000
const BOOT_MS = 60_000

/** Why there can be no such machine here; undefined where there can. */
export const whyNoMachine = (): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'only root can make a machine'
  const missing = ['debootstrap', 'systemd-nspawn', 'nsenter', 'ip'].filter(
    (name) => !isProgram(name),
  )
  return missing.length > 0 ? `${missing.join(' and ')} is not installed` : undefined
}

const isProgram = (name: string): boolean =>
  ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].some((folder) => existsSync(join(folder, name)))

const INSIDE = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
  // The authorities that this machine trusts for its registry.
  NODE_EXTRA_CA_CERTS: '/root/registry-ca.pem',
}

const run = (
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = {
      env,
      timeout: COMMAND_MS,
      maxBuffer: 10_000_000,
      killSignal: 'SIGKILL',
    } as const
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${(stdout + stderr).slice(-3_000)}`))
      else resolve(stdout)
    })
  })

const inRoot = (root: string, script: string): Promise<string> =>
  run(['/usr/sbin/chroot', root, '/bin/sh', '-e', '-c', script], INSIDE)

/** Makes what all machines begin with, unless a run before this one did. */
export async function prepareDebian(): Promise<void> {
  if (existsSync(KEPT)) return
  const draft = `${KEPT}.${process.pid}`
  await mkdir(CACHE, { recursive: true })
  try {
    await run(['/usr/sbin/debootstrap', '--variant=minbase', 'bookworm', draft], INSIDE)
    // Asks nothing; and services begin when the machine does.
    await writeFile(join(draft, 'etc/apt/apt.conf.d/90yes'), 'APT::Get::Assume-Yes "true";\n')
    await writeFile(join(draft, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    const install = 'apt-get install -qq --no-install-recommends'
    await inRoot(draft, `${install} ${PACKAGES.join(' ')}`)
    await inRoot(draft, `${install} ${DATABASE}`)
    await inRoot(draft, 'apt-get clean')
    await rename(draft, KEPT)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another run was quicker.
    if (!existsSync(KEPT)) throw error
  }
}

/** Of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(CACHE)) {
    const pid = /\.(\d+)$/.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    for (const left of processesIn(join(CACHE, name))) process.kill(left, 'SIGKILL')
    await rm(join(CACHE, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** Those whose root is the folder, by whatever name they see it. */
function processesIn(folder: string): readonly number[] {
  const { dev, ino } = statSync(folder)
  const isIn = (pid: number): boolean => {
    try {
      const root = statSync(`/proc/${pid}/root`)
      return root.dev === dev && root.ino === ino
    } catch {
      // It has ended, or may not be looked into.
      return false
    }
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter(isIn)
}

/** Of a net of four addresses that this process has for itself. */
const addressAt = (host: number): string => {
  const net = (process.pid % 2 ** 14) * 4
  return `10.213.${net >> 8}.${(net & 255) + host}`
}

export class Machine implements AsyncDisposable {
  readonly root: string
  #init = 0
  #ended: Promise<unknown> = Promise.resolve()
  #stop: () => void = () => undefined
  /** Where this machine reaches it, by a wire between the two. It reaches nothing else. */
  readonly address = addressAt(2)

  private constructor(root: string) {
    this.root = root
  }

  /** A new one with Node and npm, and no name but `localhost`. */
  static async boot(): Promise<Machine> {
    await prepareDebian()
    await removeLeftovers()
    const root = join(CACHE, `machine.${process.pid}`)
    await run(['/bin/cp', '-a', '--reflink=auto', KEPT, root])
    const machine = new Machine(root)
    try {
      await machine.#outfit()
      await machine.#boot()
      await machine.#wire()
      return machine
    } catch (error) {
      await machine[Symbol.asyncDispose]()
      throw error
    }
  }

  async #outfit(): Promise<void> {
    const at = (path: string): string => join(this.root, path)
    await writeFile(at('etc/hosts'), '127.0.0.1 localhost\n')
    await cp('/etc/resolv.conf', at('etc/resolv.conf'), { dereference: true })
    const bundle = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt'
    await cp(bundle, at('root/registry-ca.pem'), { dereference: true })
    await cp(realpathSync(process.execPath), at('usr/local/bin/node'))
    const npm = execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim()
    const program = [join(npm, 'npm'), dirname(dirname(realpathSync('/usr/bin/npm')))]
    const folder = program.find((each) => existsSync(join(each, 'bin', 'npm-cli.js')))
    if (folder === undefined) throw new Error('this machine has no npm to give along')
    await cp(folder, at('usr/local/lib/node_modules/npm'), { recursive: true, dereference: true })
    await symlink('../lib/node_modules/npm/bin/npm-cli.js', at('usr/local/bin/npm'))
  }

  async #boot(): Promise<void> {
    const flags = ['--boot', '--register=no', '--keep-unit', '--private-network', '--console=pipe']
    // What starts this one may be killed. The machine's own init would outlive a systemd-nspawn that is: it
    // is asked to end, and its way of doing so is to kill the machine.
    const words = ['--pdeathsig', 'TERM', 'systemd-nspawn', '--kill-signal=SIGKILL']
    words.push('-D', this.root, ...flags)
    const child = spawn('setpriv', words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        if (said.length < 20_000) said += chunk.toString()
      })
    }
    let hasEnded = false
    this.#ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        hasEnded = true
        resolve()
      })
    })
    this.#stop = () => void child.kill('SIGTERM')
    for (const until = performance.now() + BOOT_MS; performance.now() < until; await sleep(200)) {
      if (hasEnded) throw new Error(`the machine ended: ${said}`)
      this.#init = Number(childOf(child.pid!) ?? 0)
      if (this.#init === 0) continue
      const state = await this.inside('systemctl is-system-running || true').catch(() => '')
      if (/^(running|degraded)/.test(state)) return
    }
    throw new Error(`the machine does not boot within ${BOOT_MS / 1000} s: ${said}`)
  }

  /** It goes with the machine. */
  async #wire(): Promise<void> {
    const ip = '/usr/sbin/ip'
    const enter = ['/usr/bin/nsenter', '-t', String(this.#init), '-n', ip]
    const [here, there] = [`lazuli${process.pid}`.slice(0, 15), 'eth0']
    await run([
      ip,
      ...`link add ${here} type veth peer name ${there} netns ${this.#init}`.split(' '),
    ])
    await run([ip, ...`address add ${addressAt(1)}/30 dev ${here}`.split(' ')])
    await run([ip, ...`link set ${here} up`.split(' ')])
    await run([...enter, ...`address add ${this.address}/30 dev ${there}`.split(' ')])
    await run([...enter, ...`link set ${there} up`.split(' ')])
  }

  /** As root of the machine, in root's home. */
  inside(script: string): Promise<string> {
    const enter = ['-t', String(this.#init), ...'-m -u -i -n -p -C -r -w'.split(' ')]
    const lines = `cd /root\n${script}`
    return run(['/usr/bin/nsenter', ...enter, '/bin/sh', '-e', '-c', lines], INSIDE)
  }

  /** The same in its files with this machine's network, for what comes from a registry. */
  fetching(script: string): Promise<string> {
    return inRoot(this.root, `cd /root; ${script}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop()
    await this.#ended
    await rm(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function childOf(pid: number): string | undefined {
  try {
    return (
      readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0] || undefined
    )
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  const why = whyNoMachine()
  if (why === undefined) await prepareDebian()
  else process.stdout.write(`no Debian is prepared: ${why}\n`)
}
