// Other languages' official clients of Kubernetes, each with the file that AKS hands out.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { here, must, sh, venv } from '../clients/environments.ts'
import { aCluster, Estate, type Kube } from './estate.ts'
import { buildClient } from './programs.ts'

let estate: Estate
let kube: Kube
let file: string
before(async () => {
  estate = await Estate.start()
  await estate.create('one', aCluster(2))
  kube = await estate.kube('one')
  file = join(dirname(estate.lazuli.ready.readyFile), 'one.kubeconfig')
  await writeFile(file, await estate.kubeconfig('one'), { mode: 0o600 })
})
after(() => estate.lazuli.stop())

/** What a client says that has listed the nodes and deployed once. */
async function told(output: string, deployment: string): Promise<void> {
  const lines = output.trim().split('\n')
  const nodes = lines.flatMap((line) => /^node (\S+) v\d+\.\d+\.\d+$/.exec(line)?.[1] ?? [])
  assert.deepEqual(nodes.sort(), await kube.names(), output)
  assert.equal(lines.at(-1), 'available 2', output)
  assert.equal(await kube.available(deployment), 2)
}

test('the client for Python lists nodes and deploys', async () => {
  const name = 'python-kubernetes'
  const python = join(await venv(name), 'bin/python')
  const { output } = await sh(python, [join(here, name, 'story.py'), file])
  await told(output, 'from-python')
})

test('the client for Java lists nodes and deploys', async () => {
  const cwd = join(here, 'java-kubernetes')
  const to = '-Dmdep.outputFile=target/classpath'
  await must(sh('mvn', ['-q', '-B', 'compile', 'dependency:build-classpath', to], { cwd }))
  const libraries = await readFile(join(cwd, 'target/classpath'), 'utf8')
  const path = `${join(cwd, 'target/classes')}:${libraries}`
  const { output } = await sh('java', ['-cp', path, 'lazuli.KubernetesStory', file])
  // Its log says on stderr that none was chosen.
  await told(output.replace(/^SLF4J.*\n/gm, ''), 'from-java')
})

test('the client for Go lists nodes and deploys', async () => {
  const { output } = await sh(await buildClient(), [file])
  await told(output, 'from-go')
})
