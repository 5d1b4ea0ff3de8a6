// A person who opens one of the server's addresses in a browser is told what is there; a program that
// calls the same address gets what Azure answers.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'

const { ready, stop } = await createLazuli()
after(stop)

/** What Firefox and Chrome send when an address is typed. */
const BROWSERS = [
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
]
const PROGRAMS = ['*/*', 'application/json', 'application/json;odata=minimalmetadata', undefined]

interface Shown {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly policy: string
}

const open = (origin: string, path: string, headers: Record<string, string>): Promise<Shown> =>
  new Promise((resolve, reject) => {
    get(`${origin}${path}`, { ca: readFileSync(ready.caFile), headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      const { statusCode: status = 0, headers } = response
      const type = String(headers['content-type'])
      const policy = String(headers['content-security-policy'])
      response.on('end', () => resolve({ status, type, text, policy }))
    }).on('error', reject)
  })

const addresses = [
  [ready.arm, 'Azure Resource Manager'],
  [ready.batch!.endpoint, 'Azure Batch'],
] as const
const paths = [
  '/',
  '/subscriptions',
  '/pools?api-version=2024-07-01.20.0',
  '/x/y',
  '/?a=<b>',
  '/%zz',
]

for (const [origin, title] of addresses) {
  test(`a browser at ${title} is told what answers there`, async () => {
    for (const accept of BROWSERS) {
      for (const path of paths) {
        const shown = await open(origin, path, { accept })
        assert.match(shown.type, /^text\/html/, path)
        assert.ok(shown.text.includes(`<h1>${title}</h1>`), path)
        assert.ok(shown.text.includes('lazuli env'))
        assert.match(shown.policy, /default-src 'none'/)
        for (const secret of [ready.clientSecret, ready.user.password, ready.batch!.key]) {
          assert.ok(!shown.text.includes(secret))
        }
        assert.doesNotMatch(shown.text, /<b>/)
      }
      assert.equal((await open(origin, '/', { accept })).status, 200)
      assert.ok((await open(origin, '/x/y', { accept })).status >= 400)
    }
  })

  test(`a program at ${title} is answered as by Azure`, async () => {
    for (const accept of PROGRAMS) {
      for (const path of paths) {
        const headers: Record<string, string> = accept === undefined ? {} : { accept }
        const { status, type, text } = await open(origin, path, headers)
        assert.match(type, /^application\/json/, path)
        assert.ok(status >= 400)
        JSON.parse(text)
      }
    }
    const [accept = ''] = BROWSERS
    const headers = { accept, authorization: 'Bearer x' }
    assert.match((await open(origin, '/', headers)).type, /^application\/json/)
  })
}
