// Azure's limits, on a whole server that is told to hold its callers to them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'

test('calls beyond the limits of AKS are refused only where that is wanted', async (t) => {
  for (const throttle of [false, true]) {
    const { ready, stop } = await createLazuli({ throttle })
    t.after(stop)
    const token = await accessToken(ready, 'https://management.azure.com/')
    const headers = { authorization: `Bearer ${token}` }
    const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
    const list = (name: string) =>
      call(
        ready,
        'GET',
        `${name}/providers/Microsoft.ContainerService/managedClusters?api-version=2024-05-01`,
        { headers },
      )
    const answers = []
    for (let i = 0; i < 90; i++) answers.push(await list(group))
    const refused = answers.find(({ status }) => status === 429)
    assert.equal(refused !== undefined, throttle)
    if (!refused) continue
    assert.equal(refused.headers['retry-after'], '1')
    assert.equal(JSON.parse(refused.body).code, 'Throttled')
    const whole = await list(`/subscriptions/${ready.subscriptionId}`)
    assert.equal(whole.status, 200, 'another list has a bucket of its own')
  }
})
