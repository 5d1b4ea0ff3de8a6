// What registries want to know of who pulls: in files as Docker has them, which only the agent reads.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { ContainerRegistry } from '#drivers/nodes/port.ts'
import { registryOf } from './image-name.ts'

interface LoginFile {
  readonly auths: Readonly<Record<string, { readonly auth: string }>>
}

const fileIn = (directory: string): string => `${directory}/config.json`

const authsOf = (registries: readonly ContainerRegistry[]): LoginFile['auths'] =>
  Object.fromEntries(
    registries.flatMap(({ server, login }) => {
      if (!login) return []
      const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64')
      // Docker's own registry is known by its old address.
      const name = registryOf(server)
      return [[name === 'docker.io' ? DOCKER_HUB : name, { auth }]]
    }),
  )

const DOCKER_HUB = 'https://index.docker.io/v1/'

/** Writes the directory of logins; the registries come over those of the directory `before`. */
export function writeLogins(
  directory: string,
  registries: readonly ContainerRegistry[],
  before?: string,
): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const auths = { ...(before === undefined ? {} : readLogins(before)), ...authsOf(registries) }
  writeFileSync(fileIn(directory), JSON.stringify({ auths } satisfies LoginFile), { mode: 0o600 })
}

function readLogins(directory: string): LoginFile['auths'] {
  try {
    return (JSON.parse(readFileSync(fileIn(directory), 'utf8')) as LoginFile).auths
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

export const removeLogins = (directory: string): void =>
  rmSync(directory, { recursive: true, force: true })

/** `NAME:PASSWORD` in base64 for a registry, if there is one. */
export const loginFor = (directory: string, server: string): string | undefined =>
  readLogins(directory)[server === 'docker.io' ? DOCKER_HUB : server]?.auth
