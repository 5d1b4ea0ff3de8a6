import { type StartOptions, startLazuli, type TestLazuli } from 'lazuli'

const options: StartOptions = { timeScale: 60, nodes: 'simulated' }
const lazuli: TestLazuli = await startLazuli(options)
const { token }: { token: string } = await lazuli.credential.getToken('x/.default')
// @ts-expect-error: there is no such option
await startLazuli({ timescale: 1 })
// @ts-expect-error: nor such a choice
await startLazuli({ nodes: 'many' })
console.log(token)
