import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { Registry } from '#testing/containers/registry.ts'
import { type Client, cli, type Env, here, sh, venv } from '../environments.ts'
import { snakemakeImage } from './image.ts'

const WORKFLOW_JOBS = 50

/** Snakemake under `lazuli run`, with a server of its own: jobs in an image of ours, or on the host. */
export const snakemake = (where: 'container' | 'host'): Client => ({
  name: `snakemake ${where}`,
  async prepare() {
    await venv('snakemake')
    if (where === 'container') await snakemakeImage()
  },
  async run(_, scratch) {
    const bin = join(await venv('snakemake'), 'bin')
    const workflow = join(scratch, 'workflow')
    await cp(join(here, 'snakemake/workflow'), workflow, { recursive: true })
    await using opened = new AsyncDisposableStack()
    const { PATH, TMPDIR, PIP_CERT, PIP_FIND_LINKS, PIP_INDEX_URL } = process.env
    const env: Env = { PATH, HOME: scratch, TMPDIR, PIP_CERT, PIP_FIND_LINKS, PIP_INDEX_URL }
    let image = 'snakemake:any'
    if (where === 'container') {
      const registry = await Registry.start()
      opened.defer(() => registry.stop())
      image = await registry.push('snakemake:1', await snakemakeImage())
    } else env.LAZULI_HOST_PATH = `${bin}:/usr/bin:/bin`
    const options = ['--storage', '--time-scale', '60']
    const host = where === 'host' ? ['--containers', 'host'] : []
    const story = join(here, 'snakemake/workflow_story.py')
    const command = [join(bin, 'python'), story, workflow, image, String(WORKFLOW_JOBS)]
    const words = [cli, 'run', ...options, ...host, '--', ...command]
    return await sh(process.execPath, words, { env })
  },
})
