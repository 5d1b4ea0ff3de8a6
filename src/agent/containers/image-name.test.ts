import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullName, imageNameOf, isOnLoopback, registryOf } from './image-name.ts'

const full = (text: string): string | undefined => {
  const name = imageNameOf(text)
  return name && fullName(name)
}

test('a name without a registry is of Docker Hub, and without a tag of the latest image', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const names = {
    busybox: 'docker.io/library/busybox:latest',
    'busybox:1.36': 'docker.io/library/busybox:1.36',
    'org/tool': 'docker.io/org/tool:latest',
    'index.docker.io/busybox': 'docker.io/library/busybox:latest',
    'localhost/tool:1': 'localhost/tool:1',
    '127.0.0.1:5000/a/b-c_d:v1': '127.0.0.1:5000/a/b-c_d:v1',
    'my.azurecr.io/tool': 'my.azurecr.io/tool:latest',
    [`quay.io/x/y@${digest}`]: `quay.io/x/y@${digest}`,
    [`quay.io/x/y:1@${digest}`]: `quay.io/x/y:1@${digest}`,
  }
  for (const [text, expected] of Object.entries(names)) assert.equal(full(text), expected)
})

test('what names no image of a registry is no name', () => {
  const texts = [
    '',
    ' ',
    '/etc/passwd',
    'oci:/var/lib/images',
    'docker-archive:/tmp/a.tar',
    'dir:/root',
    '../a',
    'a/../b',
    'UPPER/case',
    'a b',
    'a@sha256:short',
    '--privileged',
    'a:tag:tag',
    'http://host/a',
    'host:99999999/a',
  ]
  for (const text of texts) assert.equal(full(text), undefined, text)
})

test('a registry is its host, however its address is written', () => {
  assert.equal(registryOf('https://index.docker.io/v1/'), 'docker.io')
  assert.equal(registryOf('https://My.azurecr.io'), 'my.azurecr.io')
  assert.equal(registryOf('127.0.0.1:5000'), '127.0.0.1:5000')
  assert.deepEqual(
    ['127.0.0.1:1', 'localhost', '[::1]:5', '127.example.com', '10.0.0.1'].map(isOnLoopback),
    [true, true, true, false, false],
  )
})
