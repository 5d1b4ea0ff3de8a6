import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RefusedOption, runOptionsOf } from './run-options.ts'

test('what workflow engines send is understood', () => {
  const options = runOptionsOf(
    '-v /etc/ssl/certs:/etc/ssl/certs:ro --cpu-shares 4096 --memory 7g --rm -it --workdir=/data',
  )
  assert.deepEqual(options, {
    words: [
      ['--cpu-shares', '4096'],
      ['--memory', '7g'],
    ],
    environment: [],
    mounts: [{ from: '/etc/ssl/certs', at: '/etc/ssl/certs', isReadOnly: true }],
    network: 'host',
    workingDirectory: '/data',
  })
})

test('an option can be written in every way that Docker takes', () => {
  const ways = ['-m 1g', '-m1g', '-m=1g', '--memory 1g', '--memory=1g', '"--memory" "1g"']
  for (const way of ways) assert.deepEqual(runOptionsOf(way).words, [['--memory', '1g']])
  assert.deepEqual(runOptionsOf('-itm 1g').words, [['--memory', '1g']])
  assert.deepEqual(runOptionsOf('-e A=b=c --env "D=e f"').environment, [
    ['A', 'b=c'],
    ['D', 'e f'],
  ])
  assert.deepEqual(runOptionsOf('--init=false --init').words, [['--init']])
})

test('mounts can be written in two ways', () => {
  const expected = [{ from: '/mnt/batch/tasks/shared', at: '/data', isReadOnly: true }]
  const ways = [
    '-v /mnt/batch/tasks/shared:/data:ro',
    '--mount type=bind,source=/mnt/batch/tasks/shared,target=/data,readonly',
    '--mount type=bind,src=/mnt/batch/tasks/shared,dst=/data,ro=true',
  ]
  for (const way of ways) assert.deepEqual(runOptionsOf(way).mounts, expected)
  assert.deepEqual(runOptionsOf('--mount type=tmpfs,destination=/t').words, [['--tmpfs', '/t']])
})

const OUTSIDE = [
  '--privileged',
  '--privileged=true',
  '--pid host',
  '--pid=container:x',
  '--ipc host',
  '--uts=host',
  '--userns host',
  '--cgroupns host',
  '--cgroup-parent /x',
  '--cap-add ALL',
  '--device /dev/sda',
  '--device-cgroup-rule x',
  '--security-opt seccomp=unconfined',
  '--security-opt apparmor=unconfined',
  '--volumes-from other',
  '--network container:other',
  '--net ns:/proc/1/ns/net',
  '-p 80:80',
  '--env-file /etc/shadow',
  '--label-file /etc/shadow',
  '-e SECRET',
  '--cidfile /etc/cron.d/x',
  '--pidfile /etc/x',
  '--rootfs /',
  '--runtime /bin/sh',
  '--conmon-pidfile /x',
  '--authfile /x',
  '--restart always',
  '-v ../x:/x',
  '-v /a/../..:/x',
  '-v named:/x',
  '-v /x',
  '-v /x:/y:shared',
  '--mount type=volume,target=/x',
  '--mount type=bind,source=/x,target=/y,bind-propagation=shared',
  '--gpus all',
  '--detach',
  '-d',
  '-itd',
  '--',
  'image',
  '-- image',
  '--memory',
]

test('what reaches out of the container is refused', () => {
  for (const text of OUTSIDE) assert.throws(() => runOptionsOf(text), RefusedOption, text)
})

test('no text gives a runtime an option that is not on the list', () => {
  const word = fc.oneof(
    fc.constantFrom(...OUTSIDE.flatMap((text) => text.split(' ')), '-m', '--memory', '1g', '-it'),
    fc.string(),
  )
  const known =
    /^--(add-host|blkio-weight|cap-drop|cpu|dns|hostname|init|label|memory|pids|read-only|shm-size|tmpfs|ulimit)/
  fc.assert(
    fc.property(fc.array(word), (words) => {
      try {
        for (const [name] of runOptionsOf(words.join(' ')).words) assert.match(name, known)
      } catch (error) {
        assert.ok(error instanceof RefusedOption)
      }
    }),
  )
})
