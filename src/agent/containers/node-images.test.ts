import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { NodeContainers } from '#drivers/nodes/port.ts'
import { NodeImages } from './node-images.ts'

const wanting = (...images: string[]): NodeContainers => ({ images, registries: [] })

test('what is fetched already is not fetched once more, unless another boot or image is wanted', async () => {
  const begun: { signal: AbortSignal; end: () => void }[] = []
  const images = new NodeImages({
    makeReady: (_node, _containers, _isBoot, signal) =>
      new Promise((resolve) => {
        begun.push({ signal, end: () => resolve(undefined) })
      }),
  })
  const ready: number[] = []
  const fetch = (containers: NodeContainers, isBoot = false): void => {
    const call = ready.push(0) - 1
    images.fetch('node1', containers, isBoot, () => {
      ready[call]! += 1
    })
  }
  fetch(wanting('a'), true)
  fetch(wanting('a'))
  assert.equal(begun.length, 1)
  fetch(wanting('a', 'b'))
  fetch(wanting('a', 'b'), true)
  assert.deepEqual(
    begun.map(({ signal }) => signal.aborted),
    [true, true, false],
  )
  for (const { end } of begun) end()
  await turn()
  assert.deepEqual(ready, [0, 0, 0, 1])
  assert.equal(images.isFetching('node1'), false)
  fetch(wanting('a', 'b'))
  assert.equal(begun.length, 4)
})
