import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { checkAllowed } from './allowed.ts'

const references = [{ applicationId: 'x' }]
const nothing = {
  mayHaveToken: false,
  users: new Set<string>(),
  lacking: new Map([[references, references[0]!]]),
}

test('a refusal says of which of a job’s own tasks it is', () => {
  const cases: readonly (readonly [Parameters<typeof checkAllowed>[0], string])[] = [
    [{ applicationPackageReferences: references }, 'applicationPackageReferences'],
    [{ userIdentity: { username: 'stranger' } }, 'userIdentity.username'],
    [{ authenticationTokenSettings: { access: ['job'] } }, 'authenticationTokenSettings'],
  ]
  for (const at of ['', 'jobManagerTask.', 'jobPreparationTask.', 'jobReleaseTask.']) {
    for (const [task, path] of cases) {
      assert.throws(
        () => checkAllowed(task, nothing, at),
        (error) => {
          assert.ok(error instanceof AzureError)
          assert.equal(error.extras.target, `${at}${path}`)
          return true
        },
      )
    }
  }
})
