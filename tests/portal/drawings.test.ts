// What the portal draws: graphs of dependencies, histories of pools, tags as text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explore, graphOf, type Known } from '../../portal/src/views/jobs/dependency-graph.ts'
import { evaluationOf, numbersIn, resizeStepsOf } from '../../portal/src/views/pools/history.ts'
import { tagsIn, tagsText } from '../../portal/src/views/resources/tags.ts'

const neighbour = (name: string) => ({ name, isRange: false, state: 'active', isMet: false })

/** A job in which each task depends on the earlier ones that are drawn for it. */
const jobs = fc
  .array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((parents) => {
    const known = new Map<string, { dependsOn: string[]; dependents: string[] }>()
    for (const at of parents.keys()) known.set(`t${at}`, { dependsOn: [], dependents: [] })
    for (const [at, of] of parents.entries()) {
      for (const parent of new Set(of.filter((each) => each < at))) {
        known.get(`t${at}`)!.dependsOn.push(`t${parent}`)
        known.get(`t${parent}`)!.dependents.push(`t${at}`)
      }
    }
    return known
  })

test('every task around one is drawn once, in a place of its own, before what depends on it', async () => {
  await fc.assert(
    fc.asyncProperty(jobs, fc.nat({ max: 29 }), async (job, at) => {
      const centre = `t${at % job.size}`
      let reads = 0
      const known = await explore(centre, async (task): Promise<Known> => {
        reads += 1
        const { dependsOn, dependents } = job.get(task)!
        return { dependsOn: dependsOn.map(neighbour), dependents: dependents.map(neighbour) }
      })
      assert.ok(reads <= 40)
      const graph = graphOf(centre, known)
      const names = graph.nodes.map(({ name }) => name)
      assert.equal(new Set(names).size, names.length)
      const places = graph.nodes.map(({ level, row }) => `${level}/${row}`)
      assert.equal(new Set(places).size, places.length)
      const levels = new Map(graph.nodes.map(({ name, level }) => [name, level]))
      for (const { from, to } of graph.edges) {
        assert.ok(levels.get(from)! <= levels.get(to)!, `${from} to ${to}`)
        assert.ok(job.get(to)!.dependsOn.includes(from))
      }
    }),
  )
})

test('tasks that wait for one another in a circle are drawn too', async () => {
  const known = await explore('a', async (task) => {
    const other = neighbour(task === 'a' ? 'b' : 'a')
    return { dependsOn: [other], dependents: [other] }
  })
  const graph = graphOf('a', known)
  assert.ok(graph.nodes.length >= 2)
})

test('more than fit are counted', async () => {
  const known = await explore('a', async (task) => ({
    dependsOn: [],
    dependents: task === 'a' ? Array.from({ length: 100 }, (_, at) => neighbour(`b${at}`)) : [],
  }))
  const graph = graphOf('a', known)
  assert.equal(graph.nodes.length + graph.hidden.get(1)!, 101)
})

test('the numbers of a formula are lines, its targets first', () => {
  assert.deepEqual(
    [
      ...numbersIn(
        '$TargetDedicatedNodes=2;$NodeDeallocationOption=requeue;share=0.5;empty=;v=[1,2]',
      ),
    ],
    [
      ['$TargetDedicatedNodes', 2],
      ['share', 0.5],
    ],
  )
  const { at, lines } = evaluationOf(
    [
      { at: '2026-01-01T00:10:00Z', results: 'a=2;$TargetDedicatedNodes=3' },
      { at: '2026-01-01T00:00:00Z', results: '$TargetDedicatedNodes=1' },
    ],
    Date.parse('2026-01-01T00:11:00Z'),
  )
  assert.deepEqual(at.length, 3)
  assert.deepEqual(
    lines.map(({ name, values }) => [name, values]),
    [
      ['$TargetDedicatedNodes', [1, 3, 3]],
      ['a', [null, 2, 2]],
    ],
  )
})

test('time only rises in what a pool is drawn by, whatever its resizes were', () => {
  const resize = fc
    .record({ start: fc.nat({ max: 1e6 }), took: fc.option(fc.nat({ max: 1e6 })), nodes: fc.nat() })
    .map(({ start, took, nodes }) => ({
      startTime: new Date(start).toISOString(),
      ...(took === null ? {} : { endTime: new Date(start + took).toISOString() }),
      targetDedicatedNodes: nodes,
      targetLowPriorityNodes: 0,
      dedicatedNodes: nodes,
      lowPriorityNodes: 0,
    }))
  fc.assert(
    fc.property(fc.array(resize), fc.nat({ max: 2e6 }), (resizes, now) => {
      const ordered = resizes.sort((a, b) => b.startTime.localeCompare(a.startTime))
      const { at, lines } = resizeStepsOf(ordered, now)
      for (let index = 1; index < at.length; index += 1) assert.ok(at[index]! > at[index - 1]!)
      for (const { values } of lines) assert.equal(values.length, at.length)
    }),
  )
})

test('tags are the same after they were written as text and read', () => {
  assert.deepEqual(tagsIn('team=blue, url=a=b\nalone'), { team: 'blue', url: 'a=b', alone: '' })
  assert.equal(tagsText(tagsIn('team=blue, stage=test')), 'team=blue, stage=test')
})
