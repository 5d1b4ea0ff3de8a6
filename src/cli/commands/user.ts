// People and programs who may use the server, through Graph and role assignments as `az` makes them.
import { randomBytes, randomUUID } from 'node:crypto'
import { listed } from '#kernel/printing/listed.ts'
import { refusalIn } from '#library/connection.ts'
import { type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { placesOf } from '#library/ready/variables.ts'
import { accessToken, call } from '../client.ts'

const GRAPH = 'https://graph.microsoft.com'
const ARM = 'https://management.azure.com'
const ROLES_VERSION = 'api-version=2022-04-01'

interface AddOptions extends Reaching {
  readonly role: string
  readonly scope?: string
  readonly program?: boolean
}

interface Principal {
  readonly id: string
  readonly displayName: string | null
  readonly userPrincipalName?: string
  readonly appId?: string
}

interface Role {
  readonly id: string
  readonly properties: { readonly roleName: string }
}

interface Assignment {
  readonly id: string
  readonly properties: {
    readonly principalId: string
    readonly roleDefinitionId: string
    readonly scope: string
  }
}

interface List<One> {
  readonly value: readonly One[]
  readonly '@odata.nextLink'?: string
  readonly nextLink?: string
}

/** Calls as the server's own service principal, which owns all. */
class Directory {
  readonly ready: Ready
  readonly #tokens = new Map<string, Promise<string>>()

  constructor(ready: Ready) {
    this.ready = ready
  }

  graph<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#call<T>(GRAPH, method, `/graph/v1.0${path}`, body)
  }

  arm<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#call<T>(ARM, method, path, body)
  }

  async listed<One>(audience: 'graph' | 'arm', path: string): Promise<One[]> {
    const found: One[] = []
    let next: string | undefined = path
    while (next !== undefined) {
      const page: List<One> = await this[audience]('GET', next)
      found.push(...page.value)
      const link: string | undefined = page['@odata.nextLink'] ?? page.nextLink
      next = link && new URL(link).pathname.replace(/^\/graph\/v1\.0/, '') + new URL(link).search
    }
    return found
  }

  async #call<T>(audience: string, method: string, path: string, body?: object): Promise<T> {
    const known = this.#tokens.get(audience) ?? accessToken(this.ready, audience)
    this.#tokens.set(audience, known)
    const answer = await call(this.ready, method, path, {
      headers: { authorization: `Bearer ${await known}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (answer.status >= 400) throw new Error(`the server refused: ${refusalIn(answer).message}`)
    return (answer.body === '' ? {} : JSON.parse(answer.body)) as T
  }
}

const open = async (reaching: Reaching): Promise<Directory> =>
  new Directory(await readReady(reaching))

/** A name of this server's own domain, unless it has one. */
const signInName = ({ user }: Ready, name: string): string =>
  name.includes('@') ? name : `${name}${user.name.slice(user.name.indexOf('@'))}`

/** With a letter of each kind, as Entra asks of passwords. */
const newPassword = (): string => `Lz-${randomBytes(18).toString('base64url')}7`

/** Adds a person, or a program, with one role, and prints the secret that is not shown again, and what leads here. */
export async function addUser(
  { role, scope, program, ...reaching }: AddOptions,
  name: string,
): Promise<void> {
  const directory = await open(reaching)
  // What cannot be granted is found out before anyone is made.
  const at = scope ?? `/subscriptions/${directory.ready.subscriptionId}`
  const { id: roleDefinitionId } = await roleCalled(directory, at, role)
  const made = program ? await makeProgram(directory, name) : await makePerson(directory, name)
  const assignment = `${at}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`
  const principalType = program ? 'ServicePrincipal' : 'User'
  await directory.arm('PUT', `${assignment}?${ROLES_VERSION}`, {
    properties: { roleDefinitionId, principalId: made.id, principalType },
  })
  process.stdout.write(`${made.lines.join('\n')}\n`)
  // Beside the variables of a program, which a shell may read.
  process.stderr.write(`${role} at ${at}\n`)
}

async function roleCalled(directory: Directory, scope: string, name: string): Promise<Role> {
  const path = `${scope}/providers/Microsoft.Authorization/roleDefinitions?${ROLES_VERSION}`
  const all = await directory.listed<Role>('arm', path)
  const isIt = ({ properties }: Role): boolean =>
    properties.roleName.toLowerCase() === name.toLowerCase()
  const role = all.find(isIt)
  if (role) return role
  const names = all.map(({ properties }) => properties.roleName).sort()
  throw new Error(`there is no role called ${name}. There are:${listed(names)}`)
}

/** As a shell reads them, and files of variables for containers and CI: no value needs quotes. */
const asLines = (variables: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(variables).map(([name, value]) => `${name}=${value ?? ''}`)

interface Made {
  readonly id: string
  readonly lines: readonly string[]
}

async function makePerson(directory: Directory, name: string): Promise<Made> {
  const userPrincipalName = signInName(directory.ready, name)
  const password = newPassword()
  const [displayName = name] = userPrincipalName.split('@')
  const { id } = await directory.graph<Principal>('POST', '/users', {
    accountEnabled: true,
    displayName,
    mailNickname: displayName.replaceAll(/[^\w.-]/g, ''),
    userPrincipalName,
    passwordProfile: { password, forceChangePasswordNextSignIn: false },
  })
  const lines = [`name      ${userPrincipalName}`, `password  ${password}`, '']
  return { id, lines: [...lines, ...asLines(placesOf(directory.ready))] }
}

async function makeProgram(directory: Directory, displayName: string): Promise<Made> {
  if ((await named(directory, displayName)).length > 0) {
    throw new Error(`${displayName} is there already: \`lazuli user list\` shows all.`)
  }
  const application = await directory.graph<Principal>('POST', '/applications', { displayName })
  const { id } = await directory.graph<Principal>('POST', '/servicePrincipals', {
    appId: application.appId,
  })
  const { secretText } = await directory.graph<{ readonly secretText: string }>(
    'POST',
    `/applications/${application.id}/addPassword`,
    { passwordCredential: { displayName: 'lazuli user add' } },
  )
  return {
    id,
    lines: asLines({
      AZURE_CLIENT_ID: application.appId,
      AZURE_CLIENT_SECRET: secretText,
      ARM_CLIENT_ID: application.appId,
      ARM_CLIENT_SECRET: secretText,
      ...placesOf(directory.ready),
    }),
  }
}

interface Listed extends Principal {
  readonly kind: 'user' | 'program'
}

async function principals(directory: Directory): Promise<Listed[]> {
  const [people, programs] = await Promise.all([
    directory.listed<Principal>('graph', '/users'),
    directory.listed<Principal>('graph', '/servicePrincipals'),
  ])
  return [
    ...people.map((one) => ({ ...one, kind: 'user' }) as const),
    ...programs.map((one) => ({ ...one, kind: 'program' }) as const),
  ]
}

const nameOf = ({ userPrincipalName, displayName, id }: Principal): string =>
  userPrincipalName ?? displayName ?? id

async function named(directory: Directory, name: string): Promise<Listed[]> {
  const wanted = [name, signInName(directory.ready, name)].map((one) => one.toLowerCase())
  const names = (one: Listed): string[] => [nameOf(one), one.appId ?? '', one.id]
  return (await principals(directory)).filter((one) =>
    names(one).some((each) => wanted.includes(each.toLowerCase())),
  )
}

/** Prints who there is, each with the roles that it holds itself. */
export async function listUsers(reaching: Reaching): Promise<void> {
  const directory = await open(reaching)
  const { subscriptionId } = directory.ready
  const at = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization`
  const [all, assignments, roles] = await Promise.all([
    principals(directory),
    directory.listed<Assignment>('arm', `${at}/roleAssignments?${ROLES_VERSION}`),
    directory.listed<Role>('arm', `${at}/roleDefinitions?${ROLES_VERSION}`),
  ])
  const guid = (id: string): string | undefined => id.toLowerCase().split('/').at(-1)
  const roleNames = new Map(roles.map(({ id, properties }) => [guid(id), properties.roleName]))
  for (const one of all) {
    process.stdout.write(`${nameOf(one)} (${one.kind})\n`)
    for (const { properties } of assignments) {
      if (properties.principalId !== one.id) continue
      const role = roleNames.get(guid(properties.roleDefinitionId)) ?? properties.roleDefinitionId
      process.stdout.write(`  ${role} at ${properties.scope}\n`)
    }
  }
}

/** Takes a person or a program away: what they hold lets them in no more from that moment. */
export async function removeUser(reaching: Reaching, name: string): Promise<void> {
  const directory = await open(reaching)
  const [one, another] = await named(directory, name)
  if (!one) throw new Error(`there is no ${name}: \`lazuli user list\` shows all.`)
  if (another) throw new Error(`${name} is the name of several: say the id of one.`)
  if (one.appId !== undefined && one.appId === directory.ready.clientId) {
    throw new Error(`${name} is the server's own: this command, and others, sign in by it.`)
  }
  if (one.kind === 'user') await directory.graph('DELETE', `/users/${one.id}`)
  else {
    const filter = new URLSearchParams({ $filter: `appId eq '${one.appId}'` })
    const applications = await directory.listed<Principal>('graph', `/applications?${filter}`)
    // Its service principal goes with it.
    for (const { id } of applications) await directory.graph('DELETE', `/applications/${id}`)
    if (applications.length === 0) await directory.graph('DELETE', `/servicePrincipals/${one.id}`)
  }
  process.stdout.write(`${nameOf(one)} is gone\n`)
}
