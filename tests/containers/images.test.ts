// Images as registries may hold them, made by hand, through our own client and unpacker and through Podman:
// whatever they hold is laid out within the container's root, or refused.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { anAttempt, Observer } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf } from '#drivers/nodes/port.ts'
import type { Member } from '#testing/containers/archive.ts'
import {
  busyboxLayer,
  type Image,
  type ImageConfig,
  imageOf,
  imageOfLayout,
  listOf,
} from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import { Machine } from '#testing/machine.ts'

const file = (path: string, text = path): Member => ({
  path,
  mode: 0o644,
  content: Buffer.from(text),
})
const directory = (path: string): Member => ({ path, type: 'directory' })
const link = (path: string, target: string): Member => ({ path, type: 'link', target })
const hardLink = (path: string, target: string): Member => ({ path, type: 'hardLink', target })

const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
const ours = process.arch === 'arm64' ? 'arm64' : 'amd64'

for (const way of ['runc', 'podman'] as const) {
  describe(`images by ${way}`, () => {
    let registry: Registry
    let machine: Machine
    let driver: ReturnType<Machine['driver']>
    let observer: Observer
    /** What nothing may ever come to, or be read from. */
    let outside: string
    let count = 0
    before(async () => {
      outside = mkdtempSync('/var/tmp/lazuli-outside-')
      writeFileSync(`${outside}/secret`, 'secret')
      registry = await Registry.start()
      machine = new Machine('uid')
      driver = machine.driver({ containers: way })
      observer = new Observer(driver)
      await driver.setUp({
        ...{ nodeId: 'node-1', poolId: 'pool-1', slots: 4, environment: {} },
        containers: { images: [], registries: [] },
      })
    })
    after(async () => {
      await observer.stop()
      await machine.end('node-1')
      await registry.stop()
      rmSync(outside, { recursive: true })
    })

    /** Runs a script in the image: what it printed and how it ended, or the code of its failure. */
    async function run(image: Image | string, script: string, admin = false) {
      const id = `a${++count}`
      const name = typeof image === 'string' ? image : await registry.push(`image${count}:1`, image)
      const attempt = anAttempt(id, {
        commandLine: `/bin/sh -c '${script}'`,
        user: { auto: 'pool', admin },
        container: { image: name, runOptions: '', startsIn: 'image' },
      })
      await driver.start(attempt)
      const { exitCode, failure } = await observer.exit(id)
      if (failure) return failure.code
      const said = `${machine.rootOf('node-1')}/${directoryOf(attempt.work)}/stdout.txt`
      return `${exitCode} ${readFileSync(said, 'utf8')}`
    }
    const layered = (layers: readonly (readonly Member[])[], config?: ImageConfig): Image =>
      imageOf([busyboxLayer(), ...layers], config)

    test('later layers add, replace and take away what earlier ones have', async () => {
      const image = layered([
        [
          directory('d/'),
          file('d/kept'),
          hardLink('d/hard', 'd/kept'),
          file('d/gone'),
          file('d/changed', 'old'),
        ],
        [directory('o/'), file('o/old'), file('twice', 'first')],
        [file('twice', 'second')],
        [file('d/.wh.gone', ''), file('d/changed', 'new')],
        [file('o/.wh..wh..opq', ''), file('o/new'), file('.wh.twice', ''), directory('dir/')],
        [file('dir', 'a file now'), file('d/.wh.kept', '')],
        [directory('d/kept/')],
      ])
      const script =
        'ls /d /o; cat /d/changed /d/hard; test -d /d/kept && test -f /dir && test ! -e /twice && echo so'
      assert.equal(
        await run(image, script),
        '0 /d:\nchanged\nhard\nkept\n\n/o:\nnew\nnewd/keptso\n',
      )
    })

    test('of what one layer holds twice the later counts, unless the layer is refused', async () => {
      const image = layered([[file('twice', 'first'), file('twice', 'second')]])
      assert.match(await run(image, 'cat /twice'), /^(0 second|ContainerInvalidImage)$/)
    })

    test('nothing that a layer holds is written outside of the root, or read from there', async () => {
      const up = '../'.repeat(20)
      for (const members of [
        [file(`${up}${outside.slice(1)}/escaped`)],
        [file(`${outside}/escaped`)],
        [link('out', outside), file('out/escaped')],
        [link('out', `${up}${outside.slice(1)}`), file('out/escaped')],
        [
          directory('deep/'),
          link('deep/up', `../${up}${outside.slice(1)}`),
          file('deep/up/escaped'),
        ],
        [link('etc/passwd', `${outside}/secret`)],
        [link('out', outside), file('out/.wh.secret', '')],
        [link('out', outside), file('out/.wh..wh..opq', '')],
        [file(`.wh.${up}${outside.slice(1)}`, '')],
        [hardLink('stolen', `${outside}/secret`)],
        [hardLink('stolen', `${up}${outside.slice(1)}/secret`)],
        [link('out', outside), hardLink('stolen', 'out/secret')],
      ]) {
        const label = JSON.stringify(members.map(({ path, target }) => [path, target]))
        const said = await run(layered([members]), 'cat /stolen /etc/passwd 2>/dev/null; true')
        assert.ok(!/secret/.test(said), `${label} ${said}`)
        assert.ok(!existsSync(`${outside}/escaped`), label)
        assert.equal(readFileSync(`${outside}/secret`, 'utf8'), 'secret', label)
        // It is refused, or it runs: nothing between.
        assert.match(said, /^(0 |ContainerInvalidImage$|ContainerInvalidSettings$)/, label)
      }
    })

    test('a link of the image leads no mount and no list of users out of the root', async () => {
      const top = machine.rootOf('node-1').split('/')[1]!
      const image = imageOf([
        busyboxLayer().filter(({ path }) => !/^etc\/(passwd|group)$|^tmp\/$/.test(path)),
        [link('etc/passwd', '/etc/shadow'), link(top, outside)],
      ])
      for (const admin of [false, true]) {
        const said = await run(image, 'cat /etc/passwd; echo ran', admin)
        assert.ok(!/root:[*!$]/.test(said), said)
        assert.match(said, /ran|Container/)
      }
      assert.deepEqual(readFileSync(`${outside}/secret`, 'utf8'), 'secret')
      assert.ok(!existsSync(`${outside}/${machine.rootOf('node-1').split('/')[2]}`))
    })

    test('a device of an image is none, and a set-user-id program gives no rights', async () => {
      const image = layered([
        [
          { path: 'memory', type: 'device', mode: 0o666 },
          { path: 'bin/busybox-rooted', mode: 0o4755, content: readFileSync('/bin/busybox') },
        ],
      ])
      for (const admin of [false, true]) {
        const said = await run(
          image,
          'head -c 1 /memory >/dev/null 2>&1 && echo read; /bin/busybox-rooted id -u; true',
          admin,
        )
        if (said.startsWith('Container')) continue
        assert.doesNotMatch(said, /read/)
        if (!admin) assert.match(said, /^0 [1-9]\d+\n$/)
      }
    })

    test('layers and manifests of every usual kind', async () => {
      for (const kind of ['tar', 'gzip', 'zstd', 'docker'] as const) {
        const image = imageOf([busyboxLayer(), [file('one', '1')]], {}, kind)
        assert.equal(await run(image, 'cat /one'), '0 1', kind)
      }
      const mine = layered([[file('one', 'of this machine')]])
      const list = listOf([
        { image: layered([[file('one', 'of another')]]), architecture: other, os: 'linux' },
        { image: layered([[file('one', 'of another system')]]), architecture: ours, os: 'windows' },
        { image: mine, architecture: ours, os: 'linux' },
      ])
      assert.equal(await run(list, 'cat /one'), '0 of this machine')
      const none = listOf([{ image: mine, architecture: other, os: 'linux' }])
      assert.equal(await run(none, 'cat /one'), 'ContainerInvalidImage')
    })

    test('an image that umoci has made, in a layer for each change', async () => {
      const layout = `${outside}/layout-${way}`
      const umoci = (command: string, ...words: string[]): void =>
        void execFileSync('umoci', [command, `--image=${layout}:made`, ...words])
      execFileSync('umoci', ['init', `--layout=${layout}`])
      umoci('new')
      mkdirSync(`${layout}-top/bin`, { recursive: true })
      copyFileSync('/bin/busybox', `${layout}-top/bin/busybox`)
      symlinkSync('busybox', `${layout}-top/bin/sh`)
      umoci('insert', `${layout}-top`, '/')
      writeFileSync(`${layout}-mark`, 'of umoci')
      umoci('insert', `${layout}-mark`, '/mark')
      umoci('config', '--config.env=PATH=/bin', '--config.workingdir=/bin')
      const image = imageOfLayout(layout, 'made')
      assert.equal(await run(image, 'busybox cat /mark; busybox pwd'), '0 of umoci/bin\n')
    })

    test('an agent that is killed while it fetches an image leaves nothing of that', async () => {
      const image = layered([[file('one', 'fetched after all')]])
      const slow = await serveImage(image, new Map(), image.blobs.at(-1)!.digest)
      const id = `a${++count}`
      const attempt = anAttempt(id, {
        commandLine: 'true',
        container: { image: `${slow.server}/x:1`, runOptions: '', startsIn: 'image' },
      })
      await driver.start(attempt)
      await slow.asked
      await machine.killAgent(driver)
      assert.equal((await observer.end(id)).kind, 'lost')
      slow.letGo()
      assert.equal(await run(`${slow.server}/x:1`, 'cat /one'), '0 fetched after all')
      const store = `${machine.nodesDirectory}/.containers/runc`
      for (const place of way === 'runc' ? ['layouts', 'images'] : []) {
        const half = readdirSync(`${store}/${place}`).filter((name) => name.startsWith('.'))
        assert.deepEqual(half, [])
      }
      slow.stop()
    })

    test('an archive that speaks of more than it holds fills no disk', async () => {
      // Podman lays images out by itself, and files that are mostly empty as such.
      if (way !== 'runc') return
      const length = 4 * GIB
      const image = layered([[{ path: 'huge', type: 'sparse', length }]])
      assert.equal(await run(image, 'stat -c %s /huge'), 'ContainerInvalidImage')
    })

    test('an archive of more files than the disk has place for takes no place from others', async (t) => {
      // Podman lays images out by itself.
      if (way !== 'runc') return
      const small = new Machine('uid')
      const { nodesDirectory } = small
      mkdirSync(nodesDirectory, { mode: 0o711 })
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=3000', 'tmpfs', nodesDirectory])
      t.after(async () => {
        execFileSync('umount', ['-l', nodesDirectory])
        await small.end('node-1')
      })
      const own = small.driver({ containers: way })
      const watcher = new Observer(own)
      t.after(() => watcher.stop())
      const node = { nodeId: 'node-1', poolId: 'pool-1', slots: 1, environment: {} }
      await own.setUp({ ...node, containers: { images: [], registries: [] } })
      const { ffree: before } = statfsSync(nodesDirectory)
      const many = Array.from({ length: 6_000 }, (_, at) => file(`f${at}`, ''))
      const image = await registry.push('many:1', imageOf([busyboxLayer(), many], {}, 'gzip'))
      const bomb = anAttempt('bomb', {
        commandLine: 'true',
        container: { image, runOptions: '', startsIn: 'image' },
      })
      await own.start(bomb)
      const { failure } = await watcher.exit('bomb')
      assert.equal(failure?.code, 'ContainerInvalidImage')
      assert.match(JSON.stringify(failure), /no place for so many files/)
      assert.ok(statfsSync(nodesDirectory).ffree > before - 100)
    })

    test('what is not what its digest says is refused', async () => {
      const good = layered([[file('one', '1')]])
      const { server } = registry
      await registry.push('digest:1', good)
      assert.equal(await run(`${server}/digest@${good.manifest.digest}`, 'cat /one'), '0 1')
      const changed = ({ bytes }: Image['blobs'][number]): Buffer => {
        const other = Buffer.from(bytes)
        other[600] = other[600]! ^ 1
        return other
      }
      const lies: Readonly<Record<string, (image: Image) => readonly [string, Buffer]>> = {
        'another layer': ({ blobs }) => [blobs.at(-1)!.digest, changed(blobs.at(-1)!)],
        'a longer layer': ({ blobs }) => {
          const other = changed(blobs.at(-1)!)
          return [blobs.at(-1)!.digest, Buffer.concat([other, other])]
        },
        'a layer cut short': ({ blobs }) => [
          blobs.at(-1)!.digest,
          changed(blobs.at(-1)!).subarray(0, 700),
        ],
        'another configuration': ({ blobs }) => [blobs[0]!.digest, Buffer.from('{}')],
        'no manifest': () => ['1', Buffer.from('[]')],
        'no text of JSON': () => ['1', Buffer.from('{')],
      }
      for (const [what, lie] of Object.entries(lies)) {
        // Each of its own: a layer that is there already is fetched by nothing.
        const image = layered([[file('one', what)]])
        const liar = await serveImage(image, new Map([lie(image)]))
        try {
          assert.equal(await run(`${liar.server}/x:1`, 'cat /one'), 'ContainerInvalidImage', what)
        } finally {
          liar.stop()
        }
      }
      const honest = await serveImage(good, new Map())
      assert.equal(await run(`${honest.server}/x:1`, 'cat /one'), '0 1')
      honest.stop()
    })
  })
}

const GIB = 1024 ** 3

/**
 * A registry of one image that sends other bytes than it should under some of its names, and the blob
 * `held` only when it is let go.
 */
async function serveImage(
  { manifest, blobs }: Image,
  instead: ReadonlyMap<string, Buffer>,
  held?: string,
) {
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>()
  const { promise: free, resolve: letGo } = Promise.withResolvers<void>()
  const listener = createServer((request, response) => {
    const name = request.url!.slice(request.url!.lastIndexOf('/') + 1)
    const isManifest = request.url!.includes('/manifests/')
    const blob = isManifest ? manifest : blobs.find(({ digest }) => digest === name)
    const bytes = instead.get(name) ?? blob?.bytes
    response.writeHead(request.url === '/v2/' || bytes ? 200 : 404, {
      ...(blob && { 'content-type': blob.mediaType }),
      ...(isManifest && !instead.has(name) && { 'docker-content-digest': manifest.digest }),
    })
    const end = () => response.end(request.method === 'HEAD' ? undefined : bytes)
    if (name !== held) return void end()
    response.write('')
    isAsked()
    void free.then(end)
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return { server: `127.0.0.1:${port}`, asked, letGo, stop: () => listener.close() }
}
