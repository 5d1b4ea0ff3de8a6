// What cannot be run: images, registries, programs and settings at fault, and nodes whose images are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { busyboxLayer, imageOf } from '#testing/containers/image.ts'
import { LOGIN, Registry } from '#testing/containers/registry.ts'
import { type ContainerScene, describeWay, failureOf, sh, type Task, type Way } from './scene.ts'

/** A failure before there was a process. */
const failedWith = (code: string) => ({
  result: 'failure',
  exitCode: undefined,
  category: 'UserError',
  code,
})
const reasonOf = (task: Task): string =>
  (task.executionInfo!.failureInfo!.details ?? []).map(({ value }) => value).join('\n')

async function setUp(scene: ContainerScene): Promise<void> {
  await scene.pool('refusals')
  const [node] = await scene.nodes('refusals')
  assert.equal(node!.state, 'idle', JSON.stringify(node!.errors))
}

export const refusalTests = (way: Way): void =>
  describeWay('what cannot be run', way, { setUp }, (scene) => {
    const run = (containerSettings: object, commandLine = sh('echo ran')): Promise<Task> =>
      scene().run(
        { commandLine, containerSettings: { ...scene().containerSettings, ...containerSettings } },
        'refusals',
      )

    test('an image that no registry has, and one whose name is none', async () => {
      const { server } = scene().registry
      for (const imageName of [
        `${server}/none:1`,
        `${server}/busybox:none`,
        `${server}/busybox@sha256:${'0'.repeat(64)}`,
        '127.0.0.1:2/nothing/listens:here',
        'UPPER case',
        '/etc/passwd',
        '--privileged',
        `${server}/../busybox:1`,
        `oci:/etc:x`,
      ]) {
        const task = await run({ imageName })
        assert.deepEqual(failureOf(task), failedWith('ContainerInvalidImage'), imageName)
        assert.ok(reasonOf(task).length > 10, reasonOf(task))
      }
      // The node can go on.
      assert.equal((await run({})).executionInfo!.exitCode, 0)
    })

    test('a program that the image does not have, or that cannot be executed', async () => {
      for (const commandLine of ['/no/such', 'no-such', '/etc/passwd', '/etc']) {
        const task = await run({}, commandLine)
        assert.deepEqual(failureOf(task), failedWith('CommandProgramNotFound'), commandLine)
        assert.equal(task.executionInfo!.containerInfo!.state, 'created')
      }
      const without = await scene().registry.push('without:1', imageOf([busyboxLayer()]))
      const task = await run({ imageName: without }, '')
      assert.deepEqual(failureOf(task), failedWith('ContainerInvalidSettings'))
    })

    test('a program that ends as a runtime does, with words like its own, has failed itself', async () => {
      for (const exitCode of [125, 127]) {
        const task = await run({}, sh(`echo "Error: x" >&2; exit ${exitCode}`))
        const expected = { ...failedWith('FailureExitCode'), exitCode }
        assert.deepEqual(failureOf(task), expected, reasonOf(task))
        assert.equal(await scene().files.read(task.id!, 'stderr.txt', 'refusals'), 'Error: x\n')
      }
    })

    test('a registry asks who pulls: the pool, the task or no one may know', async (t) => {
      const other = await Registry.start({ asks: true })
      t.after(() => other.stop())
      const image = await other.push(
        'secret:1',
        imageOf([busyboxLayer()], { Entrypoint: ['/bin/echo', 'of', 'the', 'entrypoint'] }),
      )
      const login = (password: string) => ({
        registryServer: other.server,
        userName: LOGIN.username,
        password,
      })
      const unknown = await run({ imageName: image })
      assert.deepEqual(failureOf(unknown), failedWith('ContainerInvalidImage'))
      const wrong = await run({ imageName: image, registry: login('wrong') })
      assert.deepEqual(failureOf(wrong), failedWith('ContainerInvalidImage'))
      assert.ok(!reasonOf(wrong).includes('wrong'))
      const { identity } = scene().files
      const byIdentity = await run({
        imageName: image,
        registry: { registryServer: other.server, identityReference: identity },
      })
      assert.deepEqual(failureOf(byIdentity), failedWith('ContainerInvalidRegistry'))
      const right = await run({ imageName: image, registry: login(LOGIN.password) }, '')
      assert.equal(right.executionInfo!.exitCode, 0, JSON.stringify(right.executionInfo))
      assert.equal(
        await scene().files.read(right.id!, 'stdout.txt', 'refusals'),
        'of the entrypoint\n',
      )
      assert.equal(right.containerSettings!.registry!.userName, LOGIN.username)
      assert.equal(right.containerSettings!.registry!.password, undefined)
    })

    test('a pool and its tasks must agree on containers', async () => {
      const task = { commandLine: sh('echo ran') }
      const without = await scene().files.run(task, 'refusals')
      assert.deepEqual(failureOf(without), failedWith('ContainerTaskSettingsNotFound'))
      const elsewhere = await scene().run(task, 'job1')
      assert.deepEqual(failureOf(elsewhere), failedWith('ContainerPoolNotSupported'))
    })

    if (way === 'runc') {
      test('a start task whose container cannot be made fails, with the code of a task', async () => {
        const { image, batch, registry } = scene()
        for (const [id, settings, code] of [
          ['start-image', { imageName: `${registry.server}/none:1` }, 'ContainerInvalidImage'],
          [
            'start-option',
            { imageName: image, containerRunOptions: '--privileged' },
            'ContainerInvalidSettings',
          ],
        ] as const) {
          const startTask = { commandLine: '/bin/true', containerSettings: settings }
          await scene().pool(id, { startTask: { ...startTask, waitForSuccess: true } })
          const [node] = await scene().nodes(id)
          assert.equal(node!.state, 'starttaskfailed', id)
          const { result, failureInfo, exitCode } = node!.startTaskInfo!
          const { category, code: found } = failureInfo!
          assert.deepEqual({ result, exitCode, category, code: found }, failedWith(code))
          await batch.pool.deleteMethod(id)
        }
      })
    }

    test('nodes that cannot fetch their images are unusable and say why; their pool stays', async () => {
      const { server } = scene().registry
      const { batch, image } = scene()
      const wrong = [{ registryServer: server, userName: LOGIN.username, password: 'wrong' }]
      for (const [id, containers] of [
        ['missing', { containerImageNames: [image, `${server}/none:1`] }],
        ['unnamed', { containerImageNames: ['no name'] }],
        ['away', { containerImageNames: ['127.0.0.1:2/nothing:1'] }],
        ['closed', { containerImageNames: [`${server}/kept:1`], containerRegistries: wrong }],
      ] as const) {
        await scene().pool(id, { targetDedicatedNodes: 2 }, { ...containers } as object)
        for (const node of await scene().nodes(id, 2)) {
          assert.equal(node.state, 'unusable', id)
          assert.equal(node.errors![0]!.code, 'ContainerInvalidImage', id)
          assert.ok(!JSON.stringify(node.errors).includes('wrong'))
        }
        const pool = await batch.pool.get(id)
        assert.deepEqual([pool.state, pool.allocationState], ['active', 'steady'])
        assert.equal(pool.resizeErrors, undefined)
        await batch.pool.deleteMethod(id)
      }
    })
  })
