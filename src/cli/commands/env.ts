import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { variablesOf } from '#library/ready/variables.ts'

export type Shell = 'bash' | 'fish' | 'powershell' | 'json'

/** The variables as statements of a shell. Values are quoted: a path may hold anything. */
export function print(variables: Readonly<Record<string, string>>, shell: Shell): string {
  const entries = Object.entries(variables)
  switch (shell) {
    case 'json':
      return JSON.stringify(variables, undefined, 2)
    case 'bash':
      return entries
        .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
        .join('\n')
    case 'fish':
      return entries
        .map(([name, value]) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`)
        .join('\n')
    case 'powershell':
      return (
        entries
          // PowerShell takes typographic quotes for plain ones.
          .map(([name, value]) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`)
          .join('\n')
      )
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where a proxy is in use, what keeps the calls to this server away from it. */
export function aroundProxy(ready: Ready, environment: Environment): Record<string, string> {
  const isProxied = ['http_proxy', 'https_proxy', 'all_proxy'].some(
    (name) => environment[name] || environment[name.toUpperCase()],
  )
  if (!isProxied) return {}
  const host = new URL(ready.arm).hostname.replace(/^\[(.*)\]$/, '$1')
  const known = (environment.no_proxy ?? environment.NO_PROXY ?? '').split(',').filter(Boolean)
  const hosts = [...known.filter((name) => name.trim() !== host), host].join(',')
  return { NO_PROXY: hosts, no_proxy: hosts }
}

const TRUST = ['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE']

/** What a shell trusted that it does not any more: each variable names one file. */
export function lostTrust(
  variables: Readonly<Record<string, string>>,
  environment: Environment,
): string[] {
  return TRUST.flatMap((name) => {
    const before = environment[name]
    const now = variables[name]
    if (!before || now === undefined || before === now || isOfServer(before)) return []
    return [
      `${name} was ${before}: what that file has is not trusted in this shell any more.`,
      `  To trust both: cat '${before}' '${now}' > both.pem && export ${name}="$PWD/both.pem"`,
    ]
  })
}

/** An earlier `lazuli env` set it, for another server. */
const isOfServer = (file: string): boolean => existsSync(join(dirname(file), 'credentials.json'))

/** Statements that take the variables away again. */
export function printUnset(shell: Shell): string {
  const names = Object.keys(variablesOf(ANY))
  switch (shell) {
    case 'json':
      return JSON.stringify(Object.fromEntries(names.map((name) => [name, null])), undefined, 2)
    case 'bash':
      return `unset ${names.join(' ')}`
    case 'fish':
      return names.map((name) => `set -e ${name}`).join('\n')
    case 'powershell':
      return names.map((name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`).join('\n')
  }
}

const NOWHERE = 'https://localhost'
/** Of a server that has everything: which variables there are depends on no value. */
const ANY: Ready = {
  arm: NOWHERE,
  authority: NOWHERE,
  tenantId: '',
  subscriptionId: '',
  clientId: '',
  clientSecret: '',
  objectId: '',
  user: { name: '', password: '', objectId: '' },
  managedIdentity: { clientId: '', objectId: '', endpoint: '', secret: '' },
  resourceGroup: '',
  location: '',
  caFile: '',
  caBundleFile: '',
  pid: 0,
  readyFile: '',
  dataDirectory: null,
  batch: { account: '', endpoint: '', key: '' },
  storage: { account: '', key: '', blob: '', queue: '', table: '' },
}

interface EnvOptions extends Reaching {
  readonly shell: Shell
  readonly unset?: boolean
}

export async function env(options: EnvOptions): Promise<void> {
  // The server may be gone: that is when it is wanted.
  if (options.unset) return void process.stdout.write(`${printUnset(options.shell)}\n`)
  const ready = await readReady(options)
  const variables = { ...variablesOf(ready), ...aroundProxy(ready, process.env) }
  process.stdout.write(`${print(variables, options.shell)}\n`)
  for (const line of lostTrust(variables, process.env)) process.stderr.write(`lazuli: ${line}\n`)
}
