import { startLazuli } from 'lazuli'

const before = performance.now()
await using lazuli = await startLazuli()
console.log(`ok in ${Math.round(performance.now() - before)} ms: ${lazuli.arm}`)
