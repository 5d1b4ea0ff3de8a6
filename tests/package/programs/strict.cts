import { startLazuli, type TestLazuli } from 'lazuli'

export const start = async (): Promise<TestLazuli> => await startLazuli({ frozen: true })
