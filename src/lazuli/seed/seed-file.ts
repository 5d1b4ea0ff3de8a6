// Reads a seed file: what it declares, in the order in which it is to be made, and what is wrong with
// it, each with its line and path. Pure.
import { type Document, isMap, LineCounter, type Node, parseDocument, visit } from 'yaml'

/** What an item is made by: a call that Azure has. */
export interface SeedItem {
  readonly kind: SeedKind
  /** `jobs[0].tasks[2]` */
  readonly path: string
  readonly name: string
  /** The group of an account or a cluster, the account of a pool or a job, the job of a task. */
  readonly within?: string
  /** The account of a task's job. */
  readonly account?: string
  readonly body: Readonly<Record<string, unknown>>
}

type SeedKind = 'group' | 'account' | 'cluster' | 'pool' | 'job' | 'task' | 'estate'

export interface SeedFault {
  readonly line: number
  readonly path: string
  readonly reason: string
}

export interface SeedDocument {
  readonly items: readonly SeedItem[]
  readonly faults: readonly SeedFault[]
  /** The line on which a path stands, or the nearest that holds it. */
  lineOf(path: string): number
}

/** Items that one file may have. */
const MOST_ITEMS = 20_000
/** Faults that one look names: more are of no use, and each is looked up. */
const MOST_FAULTS = 100

interface Section {
  readonly kind: SeedKind
  /** What names the item. */
  readonly id: 'name' | 'id' | 'fqdn'
  /** What names the thing that it is in. */
  readonly within?: 'group' | 'account'
  readonly isOptional?: true
}

const SECTIONS: Readonly<Record<string, Section>> = {
  groups: { kind: 'group', id: 'name' },
  accounts: { kind: 'account', id: 'name', within: 'group' },
  clusters: { kind: 'cluster', id: 'name', within: 'group' },
  pools: { kind: 'pool', id: 'id', within: 'account', isOptional: true },
  jobs: { kind: 'job', id: 'id', within: 'account', isOptional: true },
  estates: { kind: 'estate', id: 'fqdn' },
}

type Values = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `firstAccount` is meant where pools and jobs name none. */
export function readSeed(text: string, firstAccount: string): SeedDocument {
  const counter = new LineCounter()
  // The library compares each key of a map with all before it.
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false })
  const lineAt = (offset: number): number => counter.linePos(offset).line
  const lineOf = (path: string): number => lineAt(offsetOf(document.contents, path))
  const broken = [
    ...document.errors.map(({ pos, message }) => ({
      offset: pos[0],
      reason: message.split('\n')[0]!.replace(/ at line .*/, ''),
    })),
    ...repeatedKeys(document),
  ]
    .slice(0, MOST_FAULTS)
    .map(({ offset, reason }): SeedFault => ({ line: lineAt(offset), path: 'the file', reason }))
  if (broken.length > 0) return { items: [], faults: broken, lineOf }
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch (error) {
    const reason = (error as Error).message
    return { items: [], faults: [{ line: 1, path: 'the file', reason }], lineOf }
  }
  const reader = new Reader(lineOf, firstAccount)
  reader.read(content)
  return { items: reader.faults.length > 0 ? [] : reader.items, faults: reader.faults, lineOf }
}

/** Keys that stand twice in one map. */
function repeatedKeys(document: Document.Parsed): { offset: number; reason: string }[] {
  const found: { offset: number; reason: string }[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>()
      for (const { key } of items) {
        const name = String(key)
        const offset = (key as Node | null)?.range?.[0] ?? 0
        if (seen.has(name)) found.push({ offset, reason: `There is another ${name} above.` })
        seen.add(name)
      }
    },
  })
  return found
}

/** Where the path begins in the text, or the nearest thing that holds it. */
function offsetOf(root: Node | null, path: string): number {
  let found = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (isMap(found)) {
      const pair = found.items.find(({ key }) => String(key) === step)
      if (!pair) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      found = pair.value as Node | null
    } else {
      const next = (found as { get?(key: number, keep: true): Node } | null)?.get?.(
        Number(step),
        true,
      )
      if (!next) return offset
      offset = next.range?.[0] ?? offset
      found = next
    }
  }
  return offset
}

class Reader {
  readonly items: SeedItem[] = []
  readonly faults: SeedFault[] = []
  readonly #lineOf: (path: string) => number
  readonly #firstAccount: string
  readonly #seen = new Set<string>()

  constructor(lineOf: (path: string) => number, firstAccount: string) {
    this.#lineOf = lineOf
    this.#firstAccount = firstAccount
  }

  read(content: unknown): void {
    if (!isRecord(content)) {
      this.#refuse('the file', 'It must hold a map.')
      return
    }
    for (const name of Object.keys(content)) {
      if (Object.hasOwn(SECTIONS, name)) continue
      const known = Object.keys(SECTIONS).join(', ')
      this.#refuse(name, `There is no such section. There are ${known}.`)
    }
    for (const [name, section] of Object.entries(SECTIONS)) {
      this.#list(content[name], name, (each, path) => this.#item(each, path, section))
    }
    if (this.items.length > MOST_ITEMS) {
      this.#refuse('the file', `It declares ${this.items.length} things: ${MOST_ITEMS} at most.`)
    }
  }

  #refuse(path: string, reason: string): void {
    if (this.faults.length === MOST_FAULTS) return
    const line = path === 'the file' ? 1 : this.#lineOf(path)
    this.faults.push({ line, path, reason })
  }

  #list(value: unknown, name: string, each: (item: Values, path: string) => void): void {
    if (value === undefined || value === null) return
    if (!Array.isArray(value)) {
      this.#refuse(name, 'It must be a list.')
      return
    }
    for (const [i, item] of value.entries()) {
      const path = `${name}[${i}]`
      if (isRecord(item)) each(item, path)
      else this.#refuse(path, 'It must be a map.')
    }
  }

  #item(given: Values, path: string, { kind, id, within, isOptional }: Section): void {
    const isUnnamed = kind === 'estate' && given.fqdn === undefined
    const name = isUnnamed ? '*' : this.#text(given, path, id)
    if (name === undefined) return
    const place = within && this.#place(given, path, within, isOptional)
    if (within && place === undefined) return
    const { [within ?? '']: _place, ...rest } = given
    if (kind !== 'job') {
      this.#add(kind, path, name, place, this.#bodyOf(rest, kind))
      return
    }
    const { tasks, ...body } = rest
    this.#add(kind, path, name, place, body)
    this.#list(tasks, `${path}.tasks`, (task, at) => {
      const taskId = this.#text(task, at, 'id')
      if (taskId !== undefined) this.#add('task', at, taskId, name, task, place)
    })
  }

  /** The name of what is on Resource Manager is in its path, and not in its body. */
  #bodyOf(rest: Values, kind: SeedKind): Values {
    if (kind === 'pool' || kind === 'estate') return rest
    const { name: _name, ...body } = rest
    return body
  }

  #place(
    given: Values,
    path: string,
    within: 'group' | 'account',
    isOptional: true | undefined,
  ): string | undefined {
    if (given[within] === undefined && isOptional) return this.#firstAccount
    return this.#text(given, path, within)
  }

  #text(given: Values, path: string, member: string): string | undefined {
    const value = given[member]
    if (typeof value === 'string' && value !== '') return value
    // An id may look like a number in YAML.
    if (typeof value === 'number') {
      this.#refuse(`${path}.${member}`, `It is a number: write '${value}'.`)
    } else
      this.#refuse(
        `${path}.${member}`,
        value === undefined ? 'It is missing.' : 'It must be a text.',
      )
    return undefined
  }

  #add(
    kind: SeedKind,
    path: string,
    name: string,
    within: string | undefined,
    body: Values,
    account?: string,
  ): void {
    const key = [kind, account, within, name].join('/').toLowerCase()
    if (this.#seen.has(key)) {
      this.#refuse(path, `There is another ${kind} ${name} above.`)
      return
    }
    this.#seen.add(key)
    this.items.push({
      kind,
      path,
      name,
      ...(within !== undefined && { within }),
      ...(account !== undefined && { account }),
      body,
    })
  }
}
