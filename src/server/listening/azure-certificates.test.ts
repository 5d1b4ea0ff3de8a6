import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { AzureCertificates } from './azure-certificates.ts'
import { tlsMaterial } from './tls.ts'

const NOW = instant(Date.UTC(2026, 0, 1))
const MONTH = 31 * 24 * 3_600_000

test('there is one certificate for each kind of name, however many names are asked for', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'azure-certificates-'))
  t.after(() => rmSync(directory, { recursive: true }))
  let now: Instant = NOW
  const certificates = new AzureCertificates(tlsMaterial({ directory, now }).authority, () => now)
  const first = certificates.contextFor('first.blob.core.windows.net')
  assert.ok(first)
  const made = new Set([first])
  for (let at = 0; at < 1_000; at += 1) {
    made.add(certificates.contextFor(`acct${at}.Blob.core.windows.net`)!)
    made.add(certificates.contextFor(`acct${at}.westeurope.batch.azure.com`)!)
  }
  assert.equal(made.size, 2)
  for (const name of ['x.eastmoon.batch.azure.com', '169.254.169.254', 'vault.azure.net', '']) {
    assert.equal(certificates.contextFor(name), undefined, name)
  }
  now = plus(now, MONTH)
  assert.notEqual(certificates.contextFor('first.blob.core.windows.net'), first, 'it is renewed')
})
