// The image of Snakemake's jobs: Debian's packages, and over them what PyPI brought into the
// environment of the client. Made once, as one archive.
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Image, imageOfArchive } from '#testing/containers/image.ts'
import { cache, must, sh, venv } from '../environments.ts'

const PACKAGES = [
  ...[
    'base-files',
    'bash',
    'coreutils',
    'dash',
    'debianutils',
    'grep',
    'mawk',
    'sed',
    'libc6',
    'libtinfo6',
  ],
  ...['libacl1', 'libattr1', 'libselinux1', 'libpcre2-8-0', 'libgmp10', 'libgcc-s1', 'libstdc++6'],
  ...['python3', 'python3-minimal', 'python3.11', 'python3.11-minimal', 'libpython3-stdlib'],
  ...[
    'libpython3.11-minimal',
    'libpython3.11-stdlib',
    'libssl3',
    'libexpat1',
    'zlib1g',
    'libbz2-1.0',
  ],
  ...['libffi8', 'liblzma5', 'libsqlite3-0', 'libuuid1', 'libnsl2', 'libtirpc3', 'libreadline8'],
  ...['libncursesw6', 'libcrypt1', 'libdb5.3'],
]

const ACCOUNTS = { passwd: 'root:x:0:0:root:/root:/bin/bash\n', group: 'root:x:0:\n' }

/** As Debian's own script: what the executor calls. */
const PIP = '#!/bin/sh\nexec python3 -m pip "$@"\n'

export async function snakemakeImage(): Promise<Image> {
  const archive = await archiveOfSystem()
  return await imageOfArchive(archive, { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'] })
}

async function archiveOfSystem(): Promise<string> {
  const directory = join(cache, 'snakemake-image')
  const archive = join(directory, 'system.tar')
  if (existsSync(archive)) return archive
  const root = join(directory, 'root')
  const packages = join(directory, 'packages')
  await rm(directory, { recursive: true, force: true })
  for (const made of [root, packages]) await mkdir(made, { recursive: true })
  await must(sh('apt-get', ['download', '-q', ...PACKAGES], { cwd: packages }))
  const unpack = `for file in *.deb; do dpkg-deb --fsys-tarfile "$file" | tar -x -C '${root}' --keep-directory-symlink --exclude './usr/share/doc/*' --exclude './usr/share/locale/*' --exclude './usr/share/man/*' || exit 1; done`
  await must(sh('sh', ['-c', unpack], { cwd: packages }))
  for (const [name, text] of Object.entries(ACCOUNTS)) {
    await writeFile(join(root, 'etc', name), text)
  }
  const local = join(root, 'usr/local')
  const at = 'lib/python3.11'
  await cp(join(await venv('snakemake'), at, 'site-packages'), join(local, at, 'dist-packages'), {
    recursive: true,
    // What is compiled goes by the time of its source.
    preserveTimestamps: true,
    // Solvers of the scheduler, for all systems.
    filter: (path) => !path.endsWith('/pulp/solverdir'),
  })
  await mkdir(join(local, 'bin'), { recursive: true })
  // What scripts of the packages would link.
  for (const [name, to] of Object.entries({ python: 'python3', awk: 'mawk' })) {
    await symlink(`/usr/bin/${to}`, join(local, 'bin', name))
  }
  await writeFile(join(local, 'bin/pip'), PIP, { mode: 0o755 })
  await must(sh('/usr/bin/python3', ['-m', 'compileall', '-q', join(root, 'usr/lib/python3.11')]))
  // Under another name until it is whole.
  await must(sh('tar', ['--numeric-owner', '-cf', `${archive}.part`, '-C', root, '.']))
  await rename(`${archive}.part`, archive)
  await rm(root, { recursive: true, force: true })
  return archive
}
