// What on the pages cannot be run as it stands, each with the reason. A test holds that none is listed
// which is there no longer.

const MACHINE =
  'changes the machine that it is run on: `npm run test:operating` follows the page on one of its own'

const INSTALLED = 'changes the machine that it is run on: `.ci/run` installs what the suites need'

/** Commands that are left out, by a text that each has. */
export const commandsLeftOut: Readonly<Record<string, string>> = {
  'npm ci &&': 'needs the registry and minutes: CI runs it first of all, on a clean clone',
  'npm install --save-dev':
    'needs the registry and the packed file: `npm run test:package` packs and installs it',
  'sudo apt-get install': INSTALLED,
  'sudo podman import': 'needs root, and an image of the reader’s',
  'python3 -m venv snakemake':
    'the suite has the same environment for its clients, and on its PATH',
  'pip install snakemake': 'needs PyPI and minutes: the suite has it installed',
  'nodes.yaml': 'needs a cluster: `npm run test:slurm` starts servers with such files on one',
  'npm run build:agent': '`npm ci` has built it, and every suite that needs it builds it anew',
  'npm install @kubernetes/client-node': 'a clone has it installed',
  'npm pack': 'takes a minute, and a checkout of its own: `npm run test:package` packs one',
  'registry.example':
    'needs a registry: `npm run test:kubernetes-nodes` applies the manifests with an image of its own',
  'deploy/image.sh': '`npm run test:containers` builds the image',
  kubectl:
    'needs a cluster: `npm run test:kubernetes-nodes` has one, and applies the manifests there',
  'test:kubernetes --':
    'takes minutes: `.ci/run` builds them, and `npm run test:kubernetes-nodes` uses them',
  KUBE_BINARIES: 'needs them: `npm run test:kubernetes-nodes` follows that part of the page',
  squeue: 'needs a cluster: `npm run test:slurm` has one',
  slurm: '`npm run test:operating` follows the page on a machine of its own',
  'terraform init':
    'needs the registry of Terraform: `terraformstory` of `npm run test:engines` runs the providers',
}

/** Whole blocks of commands that are left out, by a text that each has: one rests on the other there. */
export const blocksLeftOut: Readonly<Record<string, string>> = {
  'debootstrap --variant':
    'needs root, and minutes: `snakemake container` of `npm run test:engines` makes its image and runs in it',
  'azcopy-linux': 'needs the registry of npm: `azcopy` of `npm run test:engines` runs it',
}

/** Pages that other suites run from top to bottom. */
export const pagesLeftOut: Readonly<Record<string, string>> = {
  'docs/operating.md': MACHINE,
  'docs/kubernetes.md':
    'needs the programs of a control plane, which `npm run test:kubernetes` has',
}

/** Pages with commands that are none of the documentation's. */
export const otherPages: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'the suites themselves, for who works on Lazuli: `.ci/run` runs each',
  'clients/go/README.md':
    'needs the packed file: `npm run test:clients` runs programs with the helper',
  'clients/java/README.md':
    'needs the packed file: `npm run test:clients` runs programs with the helper',
  'clients/python/README.md':
    'needs the packed file: `npm run test:clients` runs programs with the helper',
}

/** Languages whose blocks are not run here. */
export const languagesLeftOut: Readonly<Record<string, string>> = {
  fish: 'its shell is not in CI; `src/cli/commands/env.test.ts` holds what is printed for it',
  powershell: 'its shell is not in CI; `src/cli/commands/env.test.ts` holds what is printed for it',
  go: 'parts of a program; `npm run test:clients` runs whole ones',
  java: 'parts of a program; `npm run test:clients` runs whole ones',
  python: 'parts of a program; `npm run test:clients` runs whole ones',
  hcl: 'needs the registry of Terraform: `terraformstory` of `npm run test:engines` runs the providers',
  ini: 'a part of a unit: `npm run test:operating` has a machine with systemd that takes it',
  http: 'what travels, for readers: `tests/wire/admin/lazuli.test.ts` sends it',
  json: 'settings of an agent: `tests/cli/mcp.test.ts` begins a client by them',
}

/** Programs in JavaScript that are left out, by a text that each has. */
export const programsLeftOut: Readonly<Record<string, string>> = {
  "from 'lazuli'": 'needs the installed package: `npm run test:package` installs it and imports it',
  AZ_BATCH_AUTHENTICATION_TOKEN:
    'runs within a task: `tests/wire/batch/tasks/task-token.test.ts` has one do so',
}

export const isLeftOut = (text: string, list: Readonly<Record<string, string>>): boolean =>
  Object.keys(list).some((part) => text.includes(part))
