const { startLazuli } = require('lazuli')

test('Jest starts an Azure', async () => {
  const lazuli = await startLazuli()
  expect(lazuli.arm).toMatch(/^https:/)
  await expect(lazuli.provoke({ what: 'nothing', pool: 'none' })).rejects.toThrow(/nothing/)
  await lazuli.stop()
})
