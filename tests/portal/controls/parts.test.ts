// What the portal decides by itself, without a browser.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { spansOf } from '../../../portal/src/parts/ansi.ts'
import { grown, NOTHING } from '../../../portal/src/parts/tail.ts'
import { viewOf } from '../../../portal/src/parts/where.ts'
import { taskSearchOf } from '../../../portal/src/views/jobs/task-search.ts'
import { whyFailed } from '../../../portal/src/views/jobs/task-words.ts'
import { treeOf } from '../../../portal/src/views/machines/tree.ts'
import { layoutOf, nodeAt, steppedTo } from '../../../portal/src/views/pools/heat-map.ts'
import { asCurl } from '../../../portal/src/views/requests/curl.ts'

const textOf = (line: string): string =>
  spansOf(line)
    .map(({ text }) => text)
    .join('')

test('no line leaves a sign that a terminal or a reader would obey', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u001b[', '\u001b]0;', '\u0007', '\u009b', '\r', '\u202e', '\u001b[31m', ';'),
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      assert.doesNotMatch(textOf(parts.join('')), /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})

test('a text that is read in pieces is the same as read at once, wherever it was cut', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '€', '😀', '\ufeff', '\r') })
  fc.assert(
    fc.property(texts, fc.array(fc.nat(6)), (text, lengths) => {
      const bytes = new TextEncoder().encode(text)
      const steps = [...lengths, ...Array.from({ length: 3 }, () => bytes.length)]
      let tail = NOTHING
      for (const length of steps) {
        tail = grown(tail, bytes.subarray(tail.to, tail.to + length), tail.to)
      }
      assert.equal([...tail.lines, tail.rest].join('\n'), text.replace(/^\ufeff/, ''))
      assert.equal(tail.to, bytes.length)
    }),
  )
})

test('text that begins within a character, after what was not read, has no half of it', () => {
  const bytes = new TextEncoder().encode('€ and more\n').subarray(1)
  const { lines, from } = grown(NOTHING, bytes, 1_000)
  assert.deepEqual([lines, from], [[' and more'], 1_000])
})

test('text without escapes is shown as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(textOf(text), text)
    }),
  )
})

test('colours begin and end where the line says so', () => {
  assert.deepEqual(spansOf('a\u001b[1;31mb\u001b[0mc\u001b[38;5;4md'), [
    { text: 'a', look: '' },
    { text: 'b', look: 'ansi-red ansi-bold' },
    { text: 'c', look: '' },
    { text: 'd', look: '' },
  ])
})

test('every checkpoint is drawn once, under the one that it stands on', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' }), {
    selector: (id) => id.toLowerCase(),
    maxLength: 12,
  })
  fc.assert(
    fc.property(ids, fc.infiniteStream(fc.nat()), (all, draws) => {
      const made = all.map((id, at) => {
        const draw = draws.next().value! % (at + 1)
        return { checkpointID: id, parentCheckpointID: draw === at ? 'none' : all[draw]! }
      })
      const placed = treeOf(made)
      assert.deepEqual(placed.map(({ id }) => id).sort(), [...all].sort())
      for (const { id, row, depth, parentRow } of placed) {
        assert.equal(placed[row]!.id, id)
        if (parentRow === undefined) assert.equal(depth, 0)
        else {
          assert.ok(parentRow < row)
          assert.equal(placed[parentRow]!.depth, depth - 1)
        }
      }
    }),
  )
})

test('each node of the map has a square of its own, and is found by it', () => {
  for (const [count, width] of [
    [1, 300],
    [37, 300],
    [10_000, 1_000],
  ] as const) {
    const layout = layoutOf(count, width)
    for (let at = 0; at < count; at += 1) {
      const [column, row] = [at % layout.columns, Math.floor(at / layout.columns)]
      assert.equal(nodeAt(layout, column * layout.cell + 1, row * layout.cell + 1), at)
    }
    assert.equal(nodeAt(layout, layout.columns * layout.cell + 1, 1), -1)
  }
})

test('keys lead from node to node of the map, and never out of it', () => {
  const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(keys), (count, pressed) => {
      let at = -1
      for (const key of pressed) {
        at = steppedTo(layoutOf(count, 300), count, at, key)!
        assert.ok(at >= 0 && at < count)
      }
    }),
  )
  const layout = layoutOf(37, 300)
  assert.equal(steppedTo(layout, 37, 0, 'ArrowDown'), layout.columns)
  assert.equal(steppedTo(layout, 37, 0, 'Tab'), undefined)
})

test('the view of a resource is found by its id', () => {
  const group = '/subscriptions/s/resourceGroups/g'
  const of = (type: string) => viewOf(`${group}/providers/${type}`)
  assert.equal(viewOf(group), '/resources/g')
  assert.equal(of('Microsoft.Batch/batchAccounts/a'), '/batch/a/jobs')
  assert.equal(of('microsoft.containerservice/managedclusters/c'), '/clusters/g/c')
  assert.equal(
    of(
      'Microsoft.HybridCompute/machines/m/providers/Microsoft.ScVmm/virtualMachineInstances/default',
    ),
    '/machines/g/m',
  )
  assert.equal(viewOf('batch:a/pools/p/nodes/n 1'), '/batch/a/pools/p/nodes/n%201')
  assert.equal(viewOf('batch:a/jobs/j'), '/batch/a/jobs/j')
  assert.equal(viewOf('batch:a/certificates/sha1'), undefined)
  assert.equal(viewOf('/lazuli/else'), undefined)
})

test('what an address says of tasks counts only where it can be', () => {
  assert.deepEqual(taskSearchOf({ show: 'failed', order: 'newest' }), {
    show: 'failed',
    order: 'newest',
  })
  assert.deepEqual(taskSearchOf({ show: ['failed'], order: '1 or 1' }), {
    show: undefined,
    order: undefined,
  })
})

test('a failure is told in plain words', () => {
  const failed = (more: object) => whyFailed({ executionInfo: { result: 'failure', ...more } })
  assert.match(failed({ exitCode: 127 })!, /not found/)
  assert.match(failed({ exitCode: 3, retryCount: 2 })!, /exit code 3\. It was tried 3 times/)
  for (const message of ['No disk.', 'No disk']) {
    assert.match(failed({ failureInfo: { code: 'X', message } })!, /says: No disk\. It is not/)
  }
  assert.equal(whyFailed({ executionInfo: { result: 'success', exitCode: 0 } }), undefined)
})

test('a call as curl is one word an argument, whatever is in it', () => {
  const line = asCurl({
    method: 'PUT',
    url: "https://127.0.0.1/a'b",
    request: {
      headers: [
        ['authorization', '***'],
        ['content-type', 'application/json'],
      ],
      body: '{"a":"it\'s"}',
    },
  })
  assert.ok(line.includes(`'https://127.0.0.1/a'\\''b'`))
  assert.ok(line.includes(`--data-binary '{"a":"it'\\''s"}'`))
  assert.doesNotMatch(line, /\*\*\*/)
})
