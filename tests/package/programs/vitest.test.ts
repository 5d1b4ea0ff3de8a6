import { startLazuli } from 'lazuli'
import { expect, test } from 'vitest'

test('Vitest starts an Azure', async () => {
  const lazuli = await startLazuli()
  const { status } = await fetch(lazuli.arm.replace('https:', 'http:'))
  expect(status).toBeLessThan(500)
  await lazuli.stop()
})
