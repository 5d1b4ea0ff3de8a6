// A short run of the soak of files, the same each time: the long one is `node tests/soak/files.ts`.
import { test } from 'node:test'
import { filesSoak } from '../../soak/files.ts'

test('odd files are made, listed and deleted while tasks and the agent go, and nothing is left', async () => {
  await filesSoak(1, 40)
})
