// What tests in several languages hold a server with: the handles of JavaScript and the helpers in clients/.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, here, must, sh, venv } from './environments.ts'
import { unasked } from './unasked.ts'

/** Its tests ask for all of Lazuli's own API that is for tests, by whatever server they start. */
export const asksForAll = (client: Client): Client => ({
  ...client,
  async run(env, scratch, ready) {
    const calls = join(scratch, 'calls')
    const NODE_OPTIONS = `--import=${join(here, 'record-calls.ts')}`
    const own = { ...env, NODE_OPTIONS, LAZULI_CALLS: calls }
    const { code, output } = await client.run(own, scratch, ready)
    if (code !== 0) return { code, output }
    const left = await unasked(await readFile(calls, 'utf8'))
    if (left.length === 0) return { code, output }
    return { code: 1, output: `${output}\nits tests never asked for ${left.join(', ')}` }
  },
})

/** The handles of JavaScript, by their own tests. */
export const handles: Client = {
  name: 'helper in js',
  prepare: async () => undefined,
  run: (env) =>
    sh(process.execPath, ['--test', join(here, '../../src/library/start-lazuli.test.ts')], { env }),
}

/** The fixtures of clients/python, which start a server of their own: in one process, and in two. */
export const pytestFixtures: Client = {
  name: 'python-pytest fixtures',
  prepare: async () => void (await venv('python-pytest')),
  async run(env) {
    const pytest = join(await venv('python-pytest'), 'bin/pytest')
    const root = join(here, '../..')
    const LAZULI_COMMAND = `'${process.execPath}' '${join(root, 'bin/lazuli.js')}'`
    const words = ['-q', '-p', 'no:cacheprovider', join(root, 'clients/python/tests')]
    const own = { ...env, LAZULI_COMMAND, PYTHONDONTWRITEBYTECODE: '1' }
    const alone = await sh(pytest, words, { env: own })
    return alone.code === 0 ? await sh(pytest, [...words, '-n', '2'], { env: own }) : alone
  },
}

/** The helpers of other languages in clients/, whose tests start a server of their own. */
export const helper = (
  language: 'go' | 'java',
  prepare: readonly string[],
  command: readonly string[],
): Client => {
  const cwd = join(here, '../../clients', language)
  const [program = '', ...args] = command
  return {
    name: `helper in ${language}`,
    prepare: () => must(sh(prepare[0]!, prepare.slice(1), { cwd })),
    run: (env) => {
      const LAZULI_COMMAND = `${process.execPath} ${join(here, '../../bin/lazuli.js')}`
      return sh(program, args, { cwd, env: { ...env, LAZULI_COMMAND } })
    },
  }
}
