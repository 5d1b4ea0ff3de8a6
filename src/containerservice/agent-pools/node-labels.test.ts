import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLabels } from './node-labels.ts'

const faultOf = (nodeLabels: Record<string, string>, nodeTaints: string[] = []) => {
  const fault = checkLabels({ nodeLabels, nodeTaints })
  return fault && [fault.code, fault.extras.target]
}
const label = ['InvalidParameter', 'agentPoolProfile.nodeLabels']
const taint = ['InvalidParameter', 'agentPoolProfile.nodeTaints']

test('labels and taints that Kubernetes takes are taken', () => {
  assert.equal(faultOf({ a: 'b', empty: '', 'example.com/role.x_y-z': '1.0' }), undefined)
  assert.equal(
    faultOf({}, ['a=b:NoSchedule', 'a:NoExecute', 'x.io/a=:PreferNoSchedule']),
    undefined,
  )
  assert.equal(checkLabels({}), undefined)
})

test('others are refused, with the member that holds them', () => {
  for (const key of ['', 'a b', '-a', 'a/b/c', 'Not.DNS/a', '/a', 'a'.repeat(64)]) {
    assert.deepEqual(faultOf({ [key]: 'x' }), label, key)
  }
  assert.deepEqual(faultOf({ a: 'b c' }), label)
  for (const text of ['x', 'a=b', 'a=b:Never', '=b:NoSchedule', 'a=b c:NoSchedule']) {
    assert.deepEqual(faultOf({}, [text]), taint, text)
  }
})

test("AKS's own prefix is its own, but for what it shows of spot pools", () => {
  const reserved = checkLabels({ nodeLabels: { 'kubernetes.azure.com/mode': 'user' } })
  assert.equal(reserved?.code, 'BadRequest')
  assert.deepEqual(faultOf({}, ['kubernetes.azure.com/x=y:NoSchedule']), taint)
  const spot = 'kubernetes.azure.com/scalesetpriority'
  assert.equal(faultOf({ [spot]: 'spot' }, [`${spot}=spot:NoSchedule`]), undefined)
})
