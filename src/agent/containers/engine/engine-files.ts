// What Podman is told by files: its limits, its store, the registries of this machine. All are our own,
// so that neither the machine's settings nor its containers are touched.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { runDirectoryOf } from '../run-directories.ts'

export interface PodmanFiles {
  readonly containers: string
  readonly storage: string
  readonly registries: string
}

/** Writes the files. `name` tells the agent's containers from those of others. */
export function writePodmanFiles(
  directory: string,
  store: string,
  driver: string,
  name: string,
): PodmanFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const files: PodmanFiles = {
    containers: `${directory}/containers.conf`,
    storage: `${directory}/${driver}.conf`,
    registries: `${directory}/registries.conf`,
  }
  const runDirectory = process.getuid!() === 0 ? runDirectoryOf(name) : `${directory}/run`
  writeFileSync(files.containers, containersConf(runDirectory))
  writeFileSync(files.storage, storageConf(store, runDirectory, driver))
  writeFileSync(files.registries, registriesConf())
  return files
}

const quoted = (text: string): string => JSON.stringify(text)

/**
 * What each of Podman's containers is given: left to itself Podman asks for more than root may have who
 * is in a container already.
 */
export function limitWords(): string[] {
  const limits = readFileSync('/proc/self/limits', 'utf8')
  const processes = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'))
  return [
    `--ulimit=nofile=${mostOf(limits, 'Max open files', MOST_FILES)}`,
    `--ulimit=nproc=${mostOf(limits, 'Max processes', processes)}`,
  ]
}

function containersConf(runDirectory: string): string {
  const hasSystemd = existsSync('/run/systemd/system')
  const init = INITS.find((path) => existsSync(path))
  return `[containers]
label = false
log_driver = "none"
netns = "host"
${init === undefined ? '' : `init_path = ${quoted(init)}\n`}[engine]
${hasSystemd ? '' : 'cgroup_manager = "cgroupfs"\n'}events_logger = "none"
${RUNTIMES.some((path) => existsSync(path)) ? 'runtime = "runc"\n' : ''}tmp_dir = ${quoted(`${runDirectory}/tmp`)}
`
}

/** Others refuse to work where control groups are of two kinds. */
const RUNTIMES = ['/usr/bin/runc', '/usr/sbin/runc', '/usr/local/sbin/runc', '/usr/local/bin/runc']

/**
 * What `--init` puts before a task's program: it must need no library of the image. Podman by itself looks for
 * catatonit alone, and not where each system has it.
 */
const INITS = [
  ...['/usr/libexec/podman/catatonit', '/usr/lib/podman/catatonit', '/usr/bin/catatonit'],
  ...['/usr/bin/tini-static', '/usr/libexec/docker/docker-init'],
]

/** What Docker gives its containers. */
const MOST_FILES = 1_048_576

/** `soft:hard`, where both are what the agent may have at most. */
function mostOf(limits: string, name: string, most: number): string {
  const found = Number(new RegExp(`^${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(limits)?.[1])
  const limit = Number.isNaN(found) ? most : Math.min(found, most)
  return `${limit}:${limit}`
}

const MACHINES_STORE = '/var/lib/containers/storage'

function storageConf(store: string, runDirectory: string, driver: string): string {
  // Images that the machine's owner has loaded or built there can be run without a registry.
  const isShared = process.getuid!() === 0 && existsSync(`${MACHINES_STORE}/${driver}-images`)
  return `[storage]
driver = ${quoted(driver)}
graphroot = ${quoted(store)}
runroot = ${quoted(`${runDirectory}/storage`)}
[storage.options]
additionalimagestores = [${isShared ? quoted(MACHINES_STORE) : ''}]
[storage.options.overlay]
skip_mount_home = "true"
mountopt = "nodev"
`
}

const registriesConf = (): string => `unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"
`
