// What is said where the client of Kubernetes is not installed: it is a package that few need.
import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { test } from 'node:test'
import { credentialsIn } from './credentials.ts'
import { CredentialsFault } from './port.ts'

const CLIENT = '@kubernetes/client-node'

function missing(why: string, code: string): { deregister(): void } {
  return registerHooks({
    resolve(name, context, next) {
      if (name === CLIENT) throw Object.assign(new Error(why), { code })
      return next(name, context)
    },
  })
}

for (const [why, code, says] of [
  [`Cannot find package '${CLIENT}' imported from here`, 'ERR_MODULE_NOT_FOUND', /@2$/],
  ["Cannot find package 'jose' imported from there", 'ERR_MODULE_NOT_FOUND', /@2\..*'jose'/],
] as const) {
  test(`a client that is missing, or lacks something, is named: ${why}`, async () => {
    const hooks = missing(why, code)
    try {
      await assert.rejects(credentialsIn({}), (error) => {
        assert.ok(error instanceof CredentialsFault)
        assert.match(error.message, /need a package more: npm install @kubernetes\/client-node@2/)
        assert.match(error.message, says)
        return true
      })
    } finally {
      hooks.deregister()
    }
  })
}
