// On ARM's plane null stands for a member that was not sent: held against every optional member of
// every body of every contract there is.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { BodyHabits } from '#kernel/service.ts'
import { Contract, type ContractDocument } from '#server/contract.ts'
import { habitsOf } from '#server/null-members.ts'
import { Samples } from '../../src/testing/sample.ts'
import { declaredMembers } from '../security/parts/contracts.ts'

const generated = new URL('../../contract/generated/', import.meta.url)
const ON_ARM = ['arm', 'batch-management', 'containerservice', 'hybridcompute', 'scvmm', 'storage']
const habits: BodyHabits = habitsOf({ plane: 'arm' })

const bodiesOf = (document: ContractDocument) =>
  Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId, requestBody }) => {
      const [media] = Object.values(requestBody?.content ?? {})
      return operationId && media?.schema ? [{ operationId, schema: media.schema }] : []
    })

for (const service of ON_ARM) {
  test(`${service}: null in place of any optional member counts as not sent`, (t) => {
    let reached = 0
    let declared = 0
    const versions = readdirSync(new URL(service, generated)).filter((name) =>
      name.endsWith('.json'),
    )
    assert.ok(versions.length > 0)
    for (const file of versions) {
      const text = readFileSync(new URL(`${service}/${file}`, generated), 'utf8')
      const document = JSON.parse(text) as ContractDocument
      const contract = new Contract(document, `${service} ${file}`, habits)
      const samples = new Samples(document)
      for (const { operationId, schema } of bodiesOf(document)) {
        const operation = contract.operation(operationId)
        const members = samples.members(schema)
        declared += members.length
        const found = new Set(members.map((member) => member.schema))
        const lacking = [...declaredMembers(document, schema)].filter((one) => !found.has(one))
        assert.deepEqual(lacking, [], `${service}/${file} ${operationId}`)
        for (const { path } of members.filter(({ optional }) => optional)) {
          const body = operation.normalise(samples.withMember(schema, path, null))
          const where = `${service}/${file} ${operationId} ${path.join('.')}`
          assert.equal(operation.checkBody(body), undefined, where)
          assert.ok(!JSON.stringify(body).includes(':null'), where)
          reached += 1
        }
      }
    }
    t.diagnostic(`${reached} optional of ${declared} members that a client may set`)
    assert.ok(reached > 0)
  })
}
