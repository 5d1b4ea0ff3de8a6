const { startLazuli } = require('lazuli')

startLazuli().then(async (lazuli) => {
  await lazuli.stop()
  console.log('ok')
})
