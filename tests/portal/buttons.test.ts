// No button of the portal is without a story: each label in the code of a view is pressed in a test that
// reads its effect back, by an SDK where Azure has the call.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const views = join(import.meta.dirname, '../../portal/src')

/** The tests in which the buttons of a file are pressed. */
const STORIES: Readonly<Record<string, readonly string[]>> = {
  'parts/action.tsx': ['a group is created, tagged, locked and unlocked, and deleted'],
  'parts/files.tsx': ['a picture that a task wrote is shown and downloaded'],
  'parts/operation.tsx': [
    'an operation is held, released and canceled, and time frozen, stepped and resumed',
    'an operation is held, failed and canceled in the middle',
  ],
  'parts/output.tsx': [
    "a node's start task, its output and its files are shown",
    'a picture that a task wrote is shown and downloaded',
  ],
  'parts/selection.tsx': ['many tasks that are selected are terminated, reactivated and deleted'],
  'parts/shell.tsx': ['a user signs in by name and password on the page of Entra, and out again'],
  'parts/small.tsx': ['a request is shown whole, and can be made again'],
  'parts/ways-in.tsx': ['a user signs in by name and password on the page of Entra, and out again'],
  'views/certificates.tsx': ["a certificate's failed deletion is cancelled"],
  'views/clusters/cluster-actions.tsx': [
    "a cluster's creation is aborted, and the page says before what that leaves",
    'a cluster is upgraded, its node pools are scaled and deleted',
    'a cluster is stopped and started, and its kubeconfig is downloaded',
  ],
  'views/faults.tsx': ['faults are added, hit and removed'],
  'views/jobs/job.tsx': [
    'a job shows its throughput, and is disabled, enabled, terminated and deleted',
  ],
  'views/jobs/task-table.tsx': [
    'many tasks that are selected are terminated, reactivated and deleted',
  ],
  'views/jobs/task.tsx': [
    'a task is terminated while its output is followed',
    'a job shows its failed tasks first, and one of them why',
    'what a task waits for and what waits for it is drawn, three levels each way',
  ],
  'views/machines/machine.tsx': [
    "a machine's checkpoint is created, restored and deleted",
    'a machine is stopped in either way, started and restarted',
  ],
  'views/operations.tsx': [
    'an operation is held, released and canceled, and time frozen, stepped and resumed',
  ],
  'views/pools/node-table.tsx': [
    'nodes are provoked, rebooted, reimaged and removed, one or many at once',
  ],
  'views/pools/node.tsx': [
    'a node is reimaged, in one of four ways',
    'a node is rebooted, and its scheduling disabled and enabled',
    'nodes are provoked, rebooted, reimaged and removed, one or many at once',
  ],
  'views/pools/pool-actions.tsx': [
    'a pool is resized, and its nodes are seen at one look',
    'a pool scales by a formula, whose evaluation is drawn',
    'a resize is stopped, and another fails and says why',
  ],
  'views/requests/requests.tsx': ['a request is shown whole, and can be made again'],
  'views/resources/group.tsx': [
    'a group is created, tagged, locked and unlocked, and deleted',
    'a resource is tagged, and its deletion says what goes with it',
  ],
  'views/resources/locks.tsx': ['a group is created, tagged, locked and unlocked, and deleted'],
  'views/resources/resources.tsx': ['a group is created, tagged, locked and unlocked, and deleted'],
  'views/resources/roles.tsx': ['a role is assigned and taken away'],
  'views/schedules.tsx': ['a schedule is disabled, enabled, terminated and deleted'],
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

/** The bodies of tests by their titles. */
function testsIn(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^test\((?=['"])/m).slice(1)
  return new Map(parts.map((part) => [/^(['"])(.+?)\1,/.exec(part)?.[2] ?? '', part] as const))
}

test('every button is pressed in a story, and every story is there', () => {
  const stories = new Map(
    textsIn(import.meta.dirname, /\.test\.ts$/).flatMap(([, text]) => [...testsIn(text)]),
  )
  const missing: string[] = []
  const seen = new Set<string>()
  for (const [file, text] of textsIn(views, /\.tsx$/)) {
    if (labelsIn(text).length === 0) continue
    seen.add(file)
    const titles = STORIES[file] ?? []
    const told = titles.map((title) => stories.get(title) ?? missing.push(`no test: ${title}`))
    for (const label of labelsIn(text)) {
      const signs = label.replace(/[.*+?^${}()|[\]\\]/g, (sign) =>
        sign === '*' ? '[^\'"`]+' : `\\${sign}`,
      )
      if (!new RegExp(`['"\`]${signs}['"\`]`).test(told.join('\n')))
        missing.push(`${file}: ${label}`)
    }
  }
  assert.deepEqual(missing, [])
  assert.deepEqual([...seen].sort(), Object.keys(STORIES).sort())
})
