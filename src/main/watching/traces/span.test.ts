import assert from 'node:assert/strict'
import { test } from 'node:test'
import { traceSettings } from './settings.ts'
import { exportOf, parentIn } from './span.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

test('the span of a caller is taken from its header, also of a later version', () => {
  const parent = { traceId: TRACE, spanId: SPAN, isSampled: true }
  assert.deepEqual(parentIn(`00-${TRACE}-${SPAN}-01`), parent)
  assert.deepEqual(parentIn(`01-${TRACE}-${SPAN}-03-more`), parent)
  assert.equal(parentIn(`00-${TRACE}-${SPAN}-00`)?.isSampled, false)
})

test('a header that does not say what W3C asks for counts as none', () => {
  for (const header of [
    undefined,
    '',
    ['00', TRACE],
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-0g`,
  ]) {
    assert.equal(parentIn(header), undefined, String(header))
  }
})

test('times are whole nanoseconds, and numbers are told by their kind', () => {
  const context = { traceId: TRACE, spanId: SPAN, isSampled: true }
  const times = { startMs: 1_790_000_000_000.25, endMs: 1_790_000_000_001 }
  const attributes = { text: 'a', whole: 3, share: 0.5, is: true, absent: undefined }
  const span = { context, name: 'x', kind: 'server', ...times, attributes } as const
  const { resourceSpans } = JSON.parse(exportOf([span], { 'service.name': 'lazuli' }, '1'))
  const [written] = resourceSpans[0].scopeSpans[0].spans
  assert.equal(written.startTimeUnixNano, '1790000000000250000')
  assert.equal(written.endTimeUnixNano, '1790000000001000000')
  assert.deepEqual(written.attributes, [
    { key: 'text', value: { stringValue: 'a' } },
    { key: 'whole', value: { intValue: '3' } },
    { key: 'share', value: { doubleValue: 0.5 } },
    { key: 'is', value: { boolValue: true } },
  ])
  assert.deepEqual(written.status, {})
})

test('a share of the traces is kept, and those of a caller as it says', () => {
  const of = (more: Record<string, string>) =>
    traceSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', ...more })!
  const half = of({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' })
  const [low, high] = [`${TRACE.slice(0, -8)}00000000`, `${TRACE.slice(0, -8)}ffffffff`]
  assert.deepEqual([half.isSampled(low), half.isSampled(high)], [true, false])
  assert.equal(half.followsParent, false)
  assert.equal(of({}).followsParent, true)
  assert.equal(of({}).url.href, 'http://localhost:4318/v1/traces')
  assert.equal(traceSettings({}), undefined)
  const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_SDK_DISABLED: 'TRUE' }
  assert.equal(traceSettings(off), undefined)
})
