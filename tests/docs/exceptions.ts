// What on the pages cannot be run as it stands, each with the reason. A test holds that none is listed
// which is there no longer.

const MACHINE = 'changes the machine that it is run on: `.ci/run` installs what the suites need'

/** Commands that are left out, by a text that each has. */
export const commandsLeftOut: Readonly<Record<string, string>> = {
  'npm ci &&': 'needs the registry and minutes: CI runs it first of all, on a clean clone',
  'npm install --save-dev ./lazuli':
    'needs the registry and the packed file: `npm run test:package` packs and installs it',
  'apt-get install bubblewrap': MACHINE,
  'sudo apt-get install': MACHINE,
  'sudo podman import': 'needs root, and an image of the reader’s',
  'npm install --global': MACHINE,
  'useradd --system': MACHINE,
  'install -d /etc/lazuli': MACHINE,
  'install -m 644': MACHINE,
  systemctl: MACHINE,
  'sudo -u': MACHINE,
  'azure.example.org': 'a name of the reader’s: `tests/wire/public-name.test.ts` calls by one',
  'terraform init':
    'needs the registry of Terraform: `terraformstory` of `npm run test:clients` runs the providers',
}

/** Languages whose blocks are not run here. */
export const languagesLeftOut: Readonly<Record<string, string>> = {
  fish: 'its shell is not in CI; `src/cli/commands/env.test.ts` holds what is printed for it',
  powershell: 'its shell is not in CI; `src/cli/commands/env.test.ts` holds what is printed for it',
  go: 'parts of a program; `npm run test:clients` runs whole ones',
  java: 'parts of a program; `npm run test:clients` runs whole ones',
  python: 'parts of a program; `npm run test:clients` runs whole ones',
  hcl: 'needs the registry of Terraform: `terraformstory` of `npm run test:clients` runs the providers',
  http: 'what travels, for readers: `tests/wire/lazuli.test.ts` sends it',
}

/** Programs in JavaScript that are left out, by a text that each has. */
export const programsLeftOut: Readonly<Record<string, string>> = {
  "from 'lazuli'": 'needs the installed package: `npm run test:package` installs it and imports it',
  AZ_BATCH_AUTHENTICATION_TOKEN:
    'runs within a task: `tests/wire/batch-task-token.test.ts` has one do so',
}
