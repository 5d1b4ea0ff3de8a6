// Builds the programs of a control plane and of nodes, then runs the tests that need them. With --prepare it only
// builds: what CI does beside other tests.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { prepareKubernetesProvider } from '../clients/terraform/kubernetes-provider.ts'
import { addKubelet } from './kubelet.ts'
import { buildPrograms } from './programs.ts'

const began = performance.now()
await buildPrograms()
await addKubelet()
if (process.argv.includes('--prepare')) await prepareKubernetesProvider()
process.stdout.write(`built in ${Math.round((performance.now() - began) / 1000)} s\n`)
const files = process.argv.slice(2).filter((word) => !word.startsWith('--'))
if (!process.argv.includes('--prepare')) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const words = ['--import', './tests/watchdog.ts', '--test', '--test-concurrency=1', ...files]
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' })
  child.on('close', (code) => {
    process.exitCode = code ?? 1
  })
}
