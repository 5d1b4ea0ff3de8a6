// Tells which VM sizes of public lists the catalogue lacks, and ends with 1 where it lacks any:
//   node scripts/vm-size-facts.ts azure_instance_types.go vm-list-size-eastus.json ...
// The first is the cluster-autoscaler's (kubernetes/autoscaler, cluster-autoscaler/cloudprovider/azure),
// the others are nf-azure's (nextflow-io/nextflow, plugins/nf-azure/src/resources/nextflow/cloud/azure).
import { readFileSync } from 'node:fs'

/** Each by its name in the list's own spelling. */
function sizesIn(text: string): Set<string> {
  const names = text.matchAll(/(?:InstanceType:|"name":) *"([^"]+)"/g)
  return new Set([...names].map(([, name = '']) => name))
}

const data = new URL('../src/catalogues/data/vm-sizes.json', import.meta.url)
const { vmSizes } = JSON.parse(readFileSync(data, 'utf8')) as { vmSizes: { name: string }[] }
const known = new Set(vmSizes.map(({ name }) => name.toLowerCase()))
for (const file of process.argv.slice(2)) {
  const names = sizesIn(readFileSync(file, 'utf8'))
  const missing = [...names].filter((name) => !known.has(name.toLowerCase()))
  console.log(`${file}: ${names.size} sizes, ${missing.length} of them unknown`, ...missing)
  if (names.size === 0 || missing.length > 0) process.exitCode = 1
}
