// Entra's own page as a way in, beside the link.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openScene } from '../scene.ts'

test('a user signs in by name and password on the page of Entra, and out again', async () => {
  await using scene = await openScene()
  const { page, lazuli } = scene
  const { user } = lazuli.ready
  const renewed = async () => (await page.request.put(`${scene.origin}/session`)).status()
  assert.equal(await renewed(), 200)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await renewed(), 401)
  await scene.inspect()
  await page.getByRole('button', { name: 'Sign in with a password' }).click()
  await page.getByLabel('User name').fill(user.name)
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('invalid username or password').waitFor()
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/')
  assert.equal(new URL(page.url()).hash, '')
  await page.reload()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
})

test('a code that another browser was given signs no one in', async () => {
  await using scene = await openScene()
  const { page } = scene
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${scene.origin}/sign-in#code=stolen&state=password`)
  await page.getByText('That was not good').waitFor()
  await scene.inspect()
})
