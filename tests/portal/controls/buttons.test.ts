// No button of the portal is without a story: each label in the code of a view is pressed in a test that
// reads its effect back afterwards, by an SDK where Azure has the call.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const views = join(import.meta.dirname, '../../../portal/src')

/** Titles of stories, each told once. */
const T = {
  application:
    'an application has its versions, of which one is made the default and others are deleted',
  abort: "a cluster's creation is aborted, and the page says before what that leaves",
  upgrade: 'a cluster is upgraded, its node pools are scaled and deleted',
  power: 'a cluster is stopped and started, and its kubeconfig is downloaded',
  certificate: "a certificate's failed deletion is cancelled",
  faults: 'faults are added, hit and removed',
  group: 'a group is created, tagged, locked and unlocked, and deleted',
  resource: 'a resource is tagged, and its deletion says what goes with it',
  role: 'a role is assigned and taken away',
  job: 'a job shows its throughput, and is disabled, enabled, terminated and deleted',
  many: 'many tasks that are selected are terminated, reactivated and deleted',
  terminate: 'a task is terminated while its output is followed',
  failed: 'a job shows its failed tasks first, and one of them why',
  graph: 'what a task waits for and what waits for it is drawn, three levels each way',
  checkpoint: "a machine's checkpoint is created, restored and deleted",
  machine: 'a machine is stopped in either way, started and restarted',
  time: 'an operation is held, released and canceled, and time frozen, stepped and resumed',
  middle: 'an operation is held, failed and canceled in the middle',
  nodes: 'nodes are provoked, rebooted, reimaged and removed, one or many at once',
  reimage: 'a node is reimaged, in one of four ways',
  scheduling: 'a node is rebooted, and its scheduling disabled and enabled',
  startTask: "a node's start task, its output and its files are shown",
  sized: 'a pool is resized, and its nodes are seen at one look',
  formula: 'a pool scales by a formula, whose evaluation is drawn',
  resize: 'a resize is stopped, and another fails and says why',
  request: 'a request is shown whole, and can be made again',
  schedule: 'a schedule is disabled, enabled, terminated and deleted',
  turned:
    'turned text, broken characters and zeros are shown as what they are, in outputs and names',
  picture: 'a picture that a task wrote is shown and downloaded',
  password: 'a user signs in by name and password on the page of Entra, and out again',
} as const

/**
 * Where a button is pressed, and what reads its effect back after that: a call of an SDK, or of Resource
 * Manager where no SDK has one, or a helper of the same file that makes one.
 */
type Story = readonly [title: keyof typeof T, reads: string]

/** What has no effect but in the browser is seen there. */
const SEEN = 'seen: '

const STORIES: Readonly<Record<string, Readonly<Record<string, Story>>>> = {
  'parts/action.tsx': { 'Do nothing': ['resource', `client.resources.checkExistenceById`] },
  'parts/files.tsx': { '*': ['picture', `${SEEN}wd/dot.png`] },
  'parts/operation.tsx': {
    Release: ['time', 'client.resourceGroups.checkExistence'],
    Hold: ['middle', 'readArm'],
    Fail: ['middle', 'client.resourceGroups.get'],
    Cancel: ['middle', 'client.resourceGroups.get'],
  },
  'parts/output.tsx': {
    'Download *': ['startTask', `${SEEN}content`],
    'Show it as text': ['turned', `${SEEN}textmore`],
  },
  'parts/selection.tsx': { 'Select none': ['many', `${SEEN}tasks selected`] },
  'parts/shell.tsx': { 'Sign out': ['password', 'renewed()'] },
  'parts/small.tsx': { 'Copy: *': ['request', `${SEEN}navigator.clipboard.readText`] },
  'parts/ways-in.tsx': { 'Sign in with a password': ['password', `${SEEN}Home`] },
  'views/applications.tsx': {
    'Change name of *': ['application', 'shown()'],
    'Make * the default of *': ['application', 'shown()'],
    'Delete * of *': ['application', 'versions()'],
    'Delete *': ['application', 'client.resources.getById'],
  },
  'views/certificates.tsx': {
    'Cancel deletion of *': ['certificate', 'client.certificate.get'],
    'Delete *': ['certificate', 'client.certificate.get'],
  },
  'views/clusters/cluster-actions.tsx': {
    Abort: ['abort', 'managedClusters.get'],
    Stop: ['power', 'power'],
    Start: ['power', 'power'],
    'Get kubeconfig': ['power', 'client.managedClusters.listClusterUserCredentials'],
    Delete: ['power', 'assert.rejects(cluster'],
    Upgrade: ['upgrade', 'cluster,'],
    'Scale *': ['upgrade', 'client.agentPools.get'],
    'Delete *': ['upgrade', 'until(cluster'],
  },
  'views/faults.tsx': {
    'Add fault': ['faults', 'client.resourceGroups.get'],
    'Remove *': ['faults', 'faults()'],
    'Remove all': ['faults', 'faults()'],
  },
  'views/jobs/job.tsx': {
    Disable: ['job', 'state'],
    Enable: ['job', 'state'],
    Terminate: ['job', 'state'],
    Delete: ['job', 'client.job.get'],
  },
  'views/jobs/task-table.tsx': {
    'Terminate selected': ['many', 'client.task.get'],
    'Reactivate selected': ['many', 'client.task.get'],
    'Delete selected': ['many', 'client.task.get'],
  },
  'views/jobs/task.tsx': {
    Terminate: ['terminate', 'client.task.get'],
    Reactivate: ['failed', 'client.task.get'],
    Delete: ['graph', 'client.task.get'],
  },
  'views/machines/machine.tsx': {
    'Create checkpoint': ['checkpoint', 'names()'],
    'Restore *': ['checkpoint', 'restored()'],
    'Delete *': ['checkpoint', 'until(names'],
    Stop: ['machine', 'settledPower()'],
    Restart: ['machine', 'settledPower()'],
    Start: ['machine', 'settledPower()'],
  },
  'views/operations.tsx': {
    Freeze: ['time', 'clockNow()'],
    Step: ['time', 'clockNow()'],
    Resume: ['time', 'clockNow()'],
    Scale: ['time', 'clockNow()'],
  },
  'views/pools/node-table.tsx': {
    'Reboot selected': ['nodes', 'stateOf('],
    'Reimage selected': ['nodes', 'stateOf('],
    'Remove selected': ['nodes', 'client.computeNode.get'],
  },
  'views/pools/node.tsx': {
    Reimage: ['reimage', 'client.computeNode.get'],
    Reboot: ['scheduling', 'client.computeNode.get'],
    'Disable scheduling': ['scheduling', 'scheduling()'],
    'Enable scheduling': ['scheduling', 'scheduling()'],
    Remove: ['nodes', 'client.pool.get'],
    Provoke: ['nodes', 'stateOf('],
  },
  'views/pools/pool-actions.tsx': {
    Resize: ['sized', 'client.pool.get'],
    'Stop resize': ['resize', 'pool()'],
    'Scale by formula': ['formula', 'client.pool.get'],
    'Evaluate formula': ['formula', 'client.pool.evaluateAutoScale'],
    'Change formula': ['formula', 'client.pool.get'],
    'End scaling': ['formula', 'client.pool.get'],
    'Let a resize fail': ['resize', 'pool()'],
    Delete: ['formula', 'client.pool.get'],
  },
  'views/requests/requests.tsx': {
    '*': ['request', `${SEEN}curl --cacert`],
    'Download as HAR': ['request', `${SEEN}har.content`],
    'Forget all': ['request', 'readArm'],
  },
  'views/resources/group.tsx': {
    'Edit tags': ['group', 'client.resourceGroups.get'],
    'Delete group': ['group', 'client.resourceGroups.checkExistence'],
    'Tag *': ['resource', 'client.resources.getById'],
    'Delete *': ['resource', 'client.resources.checkExistenceById'],
  },
  'views/resources/locks.tsx': {
    'Add lock': ['group', 'locks()'],
    'Remove lock *': ['group', 'locks()'],
  },
  'views/resources/resources.tsx': {
    'Create group': ['group', 'client.resourceGroups.checkExistence'],
  },
  'views/resources/roles.tsx': {
    'Assign role': ['role', 'assigned('],
    'Take away * from *': ['role', 'assigned('],
  },
  'views/schedules.tsx': {
    'Disable *': ['schedule', 'until(state'],
    'Enable *': ['schedule', 'until(state'],
    'Terminate *': ['schedule', 'until(state'],
    'Delete *': ['schedule', 'client.jobSchedule.get'],
  },
}

const textsIn = (folder: string, ending: RegExp): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .sort()
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)

const starred = (text: string): string => text.replace(/\$?\{[^}]+\}/g, '*')

/** The labels of buttons, however they are written; a value in one stands as `*`. */
function labelsIn(text: string): readonly string[] {
  return [...actionsIn(text), ...plainButtonsIn(text)]
}

function actionsIn(text: string): readonly string[] {
  const actions = text.split(/<(?:Action|Download)\s/).slice(1)
  return actions.flatMap((action) => {
    const found = /\blabel=(?:"([^"]+)"|\{`([^`]+)`\}|\{([^}`]+\? [^}]+)\})/.exec(action)
    const [, plain, template, choice] = found ?? []
    return choice === undefined
      ? [starred(plain ?? template ?? '')]
      : [...choice.matchAll(/'([^']+)'/g)].map(([, each]) => each!)
  })
}

/** What a button is called that is written as such. One with a `label` has it from where it is used. */
function plainButtonsIn(text: string): readonly string[] {
  const buttons = text.split(/<[Bb]utton\b/).slice(1)
  const labels = buttons.map((rest) => {
    const [button = ''] = /^.*?<\/[Bb]utton>/s.exec(rest) ?? []
    const [, plain, template] = /aria-label=(?:"([^"]+)"|\{`([^`]+)`\})/.exec(button) ?? []
    const content = />\s*([^<>]*?)\s*<\/[Bb]utton>/.exec(button)?.[1]
    return plain ?? template ?? content ?? ''
  })
  return labels.filter((label) => label !== '{label}').map(starred)
}

interface Told {
  readonly story: string
  /** The whole file, for its helpers. */
  readonly file: string
}

/** The stories by their titles. */
function storiesIn(file: string): readonly (readonly [string, Told])[] {
  const parts = file.split(/^test\((?=['"])/m).slice(1)
  return parts.map((story) => [/^(['"])(.+?)\1,/.exec(story)?.[2] ?? '', { story, file }] as const)
}

/** A call that leaves the test's process by an SDK, or by Resource Manager's own address. */
const CALL =
  /\b(client\.\w+\.\w+|managedClusters\.get|resources\.getById|readArm|page\.request\.put|read<)/

/** Whether this makes such a call: itself, or through helpers of the file. */
function isCall(reads: string, file: string, depth = 0): boolean {
  if (CALL.test(reads)) return true
  const names = reads.match(/[A-Za-z]\w+/g) ?? []
  return names.some((name) => {
    const body = bodyOf(name, file)
    return body !== '' && depth < 2 && isCall(body, file, depth + 1)
  })
}

/** The definition of a helper: its line, and those after it that stand further in. */
function bodyOf(name: string, file: string): string {
  const lines = file.split('\n')
  const at = lines.findIndex((line) => new RegExp(`^ *const ${name} = `).test(line))
  if (at < 0) return ''
  const indentOf = (line: string): number => line.search(/\S|$/)
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => indentOf(line) <= indentOf(lines[at]!))
  return [lines[at], ...rest.slice(0, end)].join('\n')
}

/** What is wrong with the story of a button. */
function faultOf(label: string, [title, reads]: Story, told: Told | undefined): string | undefined {
  if (!told) return `no test: ${T[title]}`
  const signs = label.replace(/[.*+?^${}()|[\]\\]/g, (sign) =>
    sign === '*' ? '[^\'"`]+' : `\\${sign}`,
  )
  const pressed = new RegExp(`['"\`]${signs}['"\`]`).exec(told.story)
  if (!pressed) return `not pressed: ${label}`
  const after = told.story.slice(pressed.index + pressed[0].length)
  const isSeen = reads.startsWith(SEEN)
  if (!after.includes(isSeen ? reads.slice(SEEN.length) : reads)) return `not read back: ${label}`
  return isSeen || isCall(reads, told.file) ? undefined : `read back by no call: ${label}: ${reads}`
}

test('the effect of every button is read back in a story', () => {
  const stories = new Map(
    textsIn(join(import.meta.dirname, '..'), /\.test\.ts$/).flatMap(([, text]) => storiesIn(text)),
  )
  const faults: string[] = []
  const there: Record<string, readonly string[]> = {}
  for (const [file, text] of textsIn(views, /\.tsx$/)) {
    const labels = labelsIn(text)
    if (labels.length === 0) continue
    there[file] = [...new Set(labels)].sort()
    for (const label of labels) {
      const story = STORIES[file]?.[label]
      const fault = story ? faultOf(label, story, stories.get(T[story[0]])) : 'no story'
      if (fault) faults.push(`${file}: ${label}: ${fault}`)
    }
  }
  assert.deepEqual(faults, [])
  const told = Object.entries(STORIES).map(([file, of]) => [file, Object.keys(of).sort()] as const)
  assert.deepEqual(there, Object.fromEntries(told))
})
