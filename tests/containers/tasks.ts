// Tasks of a real server in containers of each runtime: what they find, whose they are, how they end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pidsNaming } from '#agent/processes/process-table.ts'
import {
  type ContainerScene,
  describeWay,
  failureOf,
  sh,
  type Task,
  until,
  type Way,
} from './scene.ts'

async function setUp(scene: ContainerScene): Promise<void> {
  await scene.pool('tasks', {
    startTask: {
      commandLine: sh(
        'echo of the start task >$AZ_BATCH_NODE_SHARED_DIR/start.txt; id -u; pwd; env',
      ),
      containerSettings: scene.containerSettings,
      userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } },
      waitForSuccess: true,
    },
    userAccounts: [{ name: 'alice', password: 'let me in 1!' }],
  })
  const [node] = await scene.nodes('tasks')
  assert.equal(node!.state, 'idle', JSON.stringify([node!.errors, node!.startTaskInfo]))
}

export const taskTests = (way: Way): void =>
  describeWay('tasks', way, { setUp }, (scene) => {
    const printed = (script: string, more = {}) => scene().printed(script, more, 'tasks')
    const run = (task: object): Promise<Task> =>
      scene().run({ commandLine: '/bin/true', ...task }, 'tasks')
    const read = (task: Task, path: string) => scene().files.read(task.id!, path, 'tasks')

    test('exit codes are those of the program, signals as a shell counts them', async () => {
      for (const exitCode of [0, 77, 126, 127]) {
        const task = await run({ commandLine: sh(`exit ${exitCode}`) })
        const failed = { category: 'UserError', code: 'FailureExitCode' }
        const expected = exitCode === 0 ? { category: undefined, code: undefined } : failed
        const result = exitCode === 0 ? 'success' : 'failure'
        assert.deepEqual(failureOf(task), { result, exitCode, ...expected })
        assert.match(task.executionInfo!.containerInfo!.containerId!, /^[0-9a-f]{64}$/)
        assert.equal(task.executionInfo!.containerInfo!.state, 'exited')
      }
      // The first process of a container is spared signals of its own: its child is not.
      const killed = await run({ commandLine: sh('sh -c "kill -9 \\$\\$"; exit $?') })
      assert.equal(killed.executionInfo!.exitCode, 137)
    })

    test('what is said is kept apart and whole, and nothing waits for what is not written', async () => {
      const task = await run({
        commandLine: sh('cat; printf out; printf err >&2; head -c 3000000 /dev/zero'),
      })
      assert.equal(task.executionInfo!.exitCode, 0)
      assert.equal(await read(task, 'stderr.txt'), 'err')
      const said = await read(task, 'stdout.txt')
      assert.equal(said.length, 'out'.length + 3_000_000)
    })

    test('variables come from the task, the image and Batch; the directories are at the same paths', async () => {
      const environmentSettings = [
        { name: 'MINE', value: 'a "b" $c \'d\'\n\\e=é' },
        { name: 'EMPTY', value: '' },
        { name: 'AZ_BATCH_TASK_ID', value: 'mine' },
        { name: 'FROM_IMAGE', value: 'no' },
      ]
      const said = await printed('printf %s "$MINE"; echo; echo "[$EMPTY]"; env', {
        environmentSettings,
      })
      assert.ok(said.startsWith('a "b" $c \'d\'\n\\e=é\n[]\n'), said)
      const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(said)?.[1]
      assert.match(value('AZ_BATCH_TASK_ID')!, /^task\d+$/)
      assert.equal(value('AZ_BATCH_JOB_ID'), 'tasks')
      assert.equal(value('AZ_BATCH_POOL_ID'), 'tasks')
      assert.equal(value('FROM_IMAGE'), 'no')
      assert.equal(value('PATH'), '/bin')
      assert.match(value('AZ_BATCH_ACCOUNT_URL')!, /^https?:/)
      const root = value('AZ_BATCH_NODE_ROOT_DIR')!
      for (const [name, path] of [
        ['AZ_BATCH_NODE_SHARED_DIR', 'shared'],
        ['AZ_BATCH_NODE_STARTUP_DIR', 'startup'],
        ['AZ_BATCH_NODE_MOUNTS_DIR', 'fsmounts'],
      ] as const) {
        assert.equal(value(name), `${root}/${path}`)
      }
      assert.equal(value('AZ_BATCH_TASK_WORKING_DIR'), `${value('AZ_BATCH_TASK_DIR')}/wd`)
      assert.ok(value('AZ_BATCH_TASK_DIR')!.startsWith(`${root}/workitems/tasks/job-1/task`))
      const seen = await printed(
        'pwd; cd $AZ_BATCH_TASK_DIR && ls; cat $AZ_BATCH_NODE_SHARED_DIR/start.txt; ls $AZ_BATCH_NODE_STARTUP_DIR; echo x >$AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID && echo shared',
      )
      assert.match(
        seen,
        /^\/.*\/wd\n(certs\n)?stderr\.txt\nstdout\.txt\nwd\nof the start task\n(certs\n)?stderr\.txt\nstdout\.txt\nwd\nshared\n$/,
      )
    })

    test('a start task runs in a container too, and says where', async () => {
      const [node] = await scene().nodes('tasks')
      assert.equal(node!.startTaskInfo!.exitCode, 0)
      assert.match(node!.startTaskInfo!.containerInfo!.containerId!, /^[0-9a-f]{64}$/)
      const { readableStreamBody } = await scene().batch.file.getFromComputeNode(
        'tasks',
        node!.id!,
        'startup/stdout.txt',
      )
      let said = ''
      for await (const part of readableStreamBody!) said += part
      assert.match(said, /^\d+\n\/.*\/startup\/wd\n/)
    })

    test('a command line takes the place of the entry point; without one the image runs its own', async () => {
      const none = await run({ commandLine: '' })
      assert.equal(await read(none, 'stdout.txt'), 'default\n')
      const { containerSettings } = scene()
      const ofImage = { ...containerSettings, workingDirectory: 'containerImageDefault' as const }
      assert.equal(
        await printed('cat mark.txt; pwd', { containerSettings: ofImage }),
        'of the image\n/app\n',
      )
      const inTask = { ...containerSettings, workingDirectory: 'taskWorkingDirectory' as const }
      assert.match(await printed('pwd', { containerSettings: inTask }), /\/wd\n$/)
      const own = { ...ofImage, containerRunOptions: '--workdir /etc' }
      assert.equal(await printed('pwd', { containerSettings: own }), '/etc\n')
    })

    test('run options reach the container, and those that would reach out of it do not', async () => {
      const withOptions = (containerRunOptions: string) => ({
        containerSettings: { ...scene().containerSettings, containerRunOptions },
      })
      const said = await printed(
        'echo $FROM; hostname; touch /x 2>/dev/null || echo closed; ulimit -n; echo $(cat /mnt/start.txt); ls /mnt; touch /mnt/y 2>/dev/null || echo kept; cat /proc/sys/kernel/cap_last_cap >/dev/null; df /scratch | tail -1',
        withOptions(
          '--rm -e FROM=options --hostname inside --read-only --ulimit nofile=300:300 -v /mnt/batch/tasks/shared:/mnt:ro --tmpfs /scratch --memory 256m --cpus=0.5 --shm-size 16m --name mine -it',
        ),
      )
      assert.match(
        said,
        /^options\ninside\nclosed\n300\nof the start task\n[\s\S]*start\.txt\n[\s\S]*kept\ntmpfs .*\/scratch\n$/,
      )
      for (const option of [
        '--privileged',
        '--cap-add SYS_ADMIN',
        '--device /dev/sda',
        '--pid=host',
        '--ipc host',
        '--userns=host',
        '--env-file /etc/shadow',
        '-v /:/host',
        '-v /etc/shadow:/s',
        '-v /mnt/batch/tasks/../../../../etc:/e',
        '--mount type=bind,source=/etc,target=/e',
        '--security-opt seccomp=unconfined',
        '--no-such-option',
        'extra',
      ]) {
        const task = await run(withOptions(option))
        assert.deepEqual(
          failureOf(task),
          {
            result: 'failure',
            exitCode: undefined,
            category: 'UserError',
            code: 'ContainerInvalidSettings',
          },
          option,
        )
        const [detail] = task.executionInfo!.failureInfo!.details!
        assert.ok(detail!.value!.length > 10, option)
      }
    })

    if (way !== 'runc') {
      test('options that only Podman and Docker know', async () => {
        const script =
          'tr "\\0" " " < /proc/1/cmdline; echo; grep there /etc/hosts; cat /etc/resolv.conf'
        const containerRunOptions = '--init --add-host there:10.1.2.3 --dns 10.1.2.4'
        const said = await printed(script, {
          containerSettings: { ...scene().containerSettings, containerRunOptions },
        })
        assert.match(said, /^\S*(init|tini|catatonit) /)
        assert.match(said, /^10\.1\.2\.3\s+there$/m)
        assert.match(said, /^nameserver 10\.1\.2\.4$/m)
      })
    }

    test('users: of the pool, of the task, by name, elevated, and of the image', async () => {
      const uidOf = async (userIdentity: object, containerRunOptions = '') =>
        (
          await printed('id -u; touch mine && stat -c %u mine', {
            userIdentity,
            containerSettings: { ...scene().containerSettings, containerRunOptions },
          })
        ).trim()
      const auto = (scope: 'pool' | 'task', elevationLevel = 'nonadmin') => ({
        autoUser: { scope, elevationLevel },
      })
      const pool = await uidOf(auto('pool'))
      assert.match(pool, /^(\d{5,})\n\1$/)
      assert.equal(await uidOf(auto('pool')), pool)
      const [one, two] = [await uidOf(auto('task')), await uidOf(auto('task'))]
      assert.match(one, /^(\d{5,})\n\1$/)
      assert.notEqual(one, two)
      assert.match(await uidOf({ username: 'alice' }), /^(\d{5,})\n\1$/)
      if (way === 'docker') {
        const task = await run({ userIdentity: auto('pool', 'admin') })
        assert.equal(failureOf(task).code, 'ContainerInvalidSettings')
        return
      }
      assert.equal(await uidOf(auto('pool', 'admin')), '0\n0')
      assert.equal(await uidOf(auto('task', 'admin')), '0\n0')
      // What a name means is known within alone, so the directory is not that user's.
      const { containerSettings } = scene()
      const byName = { ...containerSettings, containerRunOptions: '--user app' }
      assert.equal(await printed('id -u', { containerSettings: byName }), '1000\n')
      assert.equal(await uidOf(auto('pool'), '--user 1234:1235'), '1234\n1234')
      // Root within is none outside.
      const file = `$AZ_BATCH_NODE_SHARED_DIR/by-root-${way}`
      await printed(`echo >${file}`, { userIdentity: auto('task', 'admin') })
      const seen = await printed(`stat -c %u ${file}`)
      assert.ok(Number(seen) > 65_536, seen)
    })

    test('a task past its wall clock is killed, with all that it started', async () => {
      const limited = await run({
        commandLine: sh('sleep 2009 & sleep 2009'),
        constraints: { maxWallClockTime: 'PT3S' },
      })
      assert.equal(failureOf(limited).code, 'TaskEnded')
      assert.deepEqual(pidsNaming('sleep\x002009'), [])
    })

    test('a task that fails is tried again, and kept as long as it says', async () => {
      const failing = await run({
        commandLine: sh('echo again; exit 3'),
        constraints: { maxTaskRetryCount: 2, retentionTime: 'PT3S' },
      })
      assert.equal(failing.executionInfo!.retryCount, 2)
      assert.equal(failing.executionInfo!.exitCode, 3)
      await until(
        () =>
          read(failing, 'stdout.txt').then(
            () => true,
            () => false,
          ),
        (isThere) => !isThere,
      )
    })

    test('as many run at once as a node has slots', async () => {
      const { files, containerSettings } = scene()
      const meet =
        'touch $AZ_BATCH_NODE_SHARED_DIR/at-$MEETING-$AZ_BATCH_TASK_ID; until [ $(ls $AZ_BATCH_NODE_SHARED_DIR | grep -c at-$MEETING) -ge 4 ]; do sleep 0.1; done'
      const environmentSettings = [{ name: 'MEETING', value: way }]
      const ids = await Promise.all(
        [1, 2, 3, 4].map(() =>
          files.add({ commandLine: sh(meet), containerSettings, environmentSettings }, 'tasks'),
        ),
      )
      for (const id of ids) {
        assert.equal((await files.ended(id, 'tasks')).executionInfo!.exitCode, 0)
      }
    })
  })
