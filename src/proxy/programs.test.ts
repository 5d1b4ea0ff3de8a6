import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proxyVariables, taskPrograms } from './programs.ts'

const files = { ca: '/d/ca.pem', bundle: '/d/b.pem', trustStore: '/a b/t.p12' }
const facts = { port: 4711, client: 'lazuli', secret: 'word', files, knowsProcesses: true }

test('each runtime reads where the proxy is and which authority to trust', () => {
  const { HTTPS_PROXY, http_proxy, JAVA_TOOL_OPTIONS, ...others } = proxyVariables({
    ...facts,
    javaOptions: '-Xmx1g',
  })
  assert.equal(HTTPS_PROXY, 'http://lazuli:word@127.0.0.1:4711')
  assert.equal(http_proxy, HTTPS_PROXY)
  assert.equal(others.NODE_EXTRA_CA_CERTS, '/d/ca.pem')
  for (const name of ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE']) {
    assert.equal(others[name], '/d/b.pem', name)
  }
  assert.match(JAVA_TOOL_OPTIONS!, /^-Xmx1g "-Djavax\.net\.ssl\.trustStore=\/a b\/t\.p12" -D/)
  assert.doesNotMatch(JAVA_TOOL_OPTIONS!, /word/)
})

test('a JVM is told the secret only where its process is not known', () => {
  const { JAVA_TOOL_OPTIONS } = proxyVariables({ ...facts, knowsProcesses: false })
  assert.match(JAVA_TOOL_OPTIONS!, /-Dhttps\.proxyUser=lazuli -Dhttps\.proxyPassword=word/)
})

test('tasks find the same on their node', () => {
  const { environment, files: copied } = taskPrograms(facts)
  const variables = proxyVariables(facts)
  assert.deepEqual(Object.keys(environment), Object.keys(variables))
  const bundle = { before: '', onNode: 'volatile/azure/ca-bundle.pem', after: '' }
  assert.deepEqual(environment.SSL_CERT_FILE, bundle)
  assert.equal(environment.HTTPS_PROXY, variables.HTTPS_PROXY)
  const java = environment.JAVA_TOOL_OPTIONS
  assert.ok(typeof java === 'object' && java.onNode === 'volatile/azure/trust.p12')
  assert.equal(java.before, '-Djavax.net.ssl.trustStore=')
  assert.match(java.after, /^ -Djavax\.net\.ssl\.trustStoreType=PKCS12 /)
  assert.deepEqual(
    copied.map(({ from }) => from),
    ['/d/ca.pem', '/d/b.pem', '/a b/t.p12'],
  )
})
