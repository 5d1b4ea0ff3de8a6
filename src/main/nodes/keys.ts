// What the file of `--nodes` may say: its keys, with what each takes. Pure.

/** How a key is read: what it takes, in words, where the value is none of it. */
interface Key {
  readonly takes: string
  readonly is: (value: unknown) => boolean
}

export type Keys = Readonly<Record<string, Key>>
export type Values = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const WORD = /^[^\s'"\\]+$/
const LINE = /^[^\n\0]+$/
const isText = (value: unknown, shape: RegExp): boolean =>
  typeof value === 'string' && value.length <= 1_000 && shape.test(value)
const text = (takes: string, shape: RegExp = WORD): Key => ({
  takes,
  is: (value) => isText(value, shape),
})
const flag: Key = { takes: 'true or false', is: (value) => typeof value === 'boolean' }
const whole = (least: number, most: number): Key => ({
  takes: `a whole number from ${least} to ${most}`,
  is: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
})
const path: Key = text('an absolute path', /^\/[^\n\0]*$/)
const record = (takes: string): Key => ({ takes, is: isRecord })

const MOST_ENTRIES = 100
const texts: Key = {
  takes: 'names with a text each',
  is: (value) =>
    isRecord(value) &&
    Object.keys(value).length <= MOST_ENTRIES &&
    Object.values(value).every((each) => typeof each === 'string' && each.length <= 1_000),
}
const list = (takes: string, isOne: (value: unknown) => boolean): Key => ({
  takes,
  is: (value) => Array.isArray(value) && value.length <= MOST_ENTRIES && value.every(isOne),
})

export const MATCH: Keys = {
  vmSize: text('the name of a size, with * for any text'),
  pool: text('account/pool or pool, with * for any text'),
  lowPriority: flag,
}

const TIME = /^(\d+-\d+(:\d+){0,2}|\d+(:\d+){0,2}|UNLIMITED|INFINITE)$/i
const PROVIDERS = ['local', 'slurm', 'kubernetes'] as const
type Provider = (typeof PROVIDERS)[number]

export const isProvider = (value: unknown): value is Provider =>
  PROVIDERS.some((each) => each === value)

/** What a rule of any provider may have. */
const EVERY: Keys = {
  match: record('what a node must have: vmSize, pool, lowPriority'),
  provider: { takes: 'local, slurm or kubernetes', is: isProvider },
}

const CLUSTER: Keys = {
  resources: { takes: 'size or none', is: (value) => value === 'size' || value === 'none' },
  node: text('the path of the program node', LINE),
  scratch: path,
}

const SLURM: Keys = {
  ...EVERY,
  partition: text('the name of a partition'),
  account: text('the name of an account of Slurm'),
  qos: text('the name of a quality of service'),
  constraint: text('features of machines, as `sbatch --constraint` has them', LINE),
  timeLimit: text("a time as Slurm writes it, in quotes: '30', '2:00:00', '1-00:00:00'", TIME),
  exclusive: flag,
  ...CLUSTER,
  output: path,
  extra: list('a list of arguments of sbatch', (each) => typeof each === 'string' && each !== ''),
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/
/** What each rule may have, by its provider. */
export const RULES: Readonly<Record<Provider, Keys>> = {
  // Named with the others' keys, so that a wrong one is said to be theirs.
  local: SLURM,
  slurm: SLURM,
  kubernetes: {
    ...EVERY,
    namespace: text('the name of a namespace', /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
    image: text('the name of an image'),
    nodeSelector: texts,
    tolerations: list('a list of tolerations, as a pod has them', isRecord),
    priorityClassName: text('the name of a priority class', NAME),
    queue: text('the name of a queue of Kueue', NAME),
    labels: texts,
    annotations: texts,
    ...CLUSTER,
    spec: record("what else a pod's spec has"),
  },
}

export const LIMITS: Keys = {
  queued: whole(1, 100_000),
  drainMinutes: whole(0, 10_000),
}

export const KUBERNETES: Keys = {
  kubeconfig: text('the path of a kubeconfig', LINE),
  context: text('the name of a context of the kubeconfig', LINE),
}

export const TOP: Keys = {
  rules: { takes: 'a list of rules', is: Array.isArray },
  server: text('an address such as https://head.example:4510', /^https:\/\/[^\s/]+$/),
  limits: record('queued and drainMinutes'),
  kubernetes: record('kubeconfig and context'),
}
