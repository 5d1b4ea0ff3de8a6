// What every store must do, whatever it is made of. An adapter's test calls this with a way to make
// an empty store; statements here keep to SQL that all of them understand.
import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import { containing, join, raw, sql } from './sql.ts'
import { type Store, StoreClosed } from './tx.ts'

export interface StoreUnderTest {
  readonly name: string
  /** The column type of raw bytes: `blob` or `bytea`. */
  readonly bytes: string
  /** Makes an empty store that nothing else uses. */
  open(): Promise<Store>
}

interface Item {
  id: number
  v: unknown
}

export function storeConformance(subject: StoreUnderTest): void {
  /** An empty store with a table of items, closed after the test. */
  async function fresh(t: TestContext, columns = 'id bigint primary key, v text'): Promise<Store> {
    const store = await subject.open()
    t.after(() => store.close())
    await store.write((tx) => tx.run(sql`create table item (${raw(columns)})`))
    return store
  }
  suite(`store: ${subject.name}`, () => {
    values(fresh, subject.bytes)
    statements(fresh)
    transactions(fresh)
    groups(fresh)
    ends(fresh)
  })
}

type Fresh = (t: TestContext, columns?: string) => Promise<Store>

const put = (id: number, v: string) => sql`insert into item (id, v) values (${id}, ${v})`

async function idsOf(store: Store): Promise<number[]> {
  return (await store.all<Item>(sql`select id from item order by id`)).map((row) => row.id)
}

/** A promise and the way to fulfil it. */
const gate = () => Promise.withResolvers<void>()

function values(fresh: Fresh, bytes: string): void {
  test('integers up to 2^53 come back exactly, as numbers', async (t) => {
    const store = await fresh(t, 'id bigint primary key, v bigint')
    const whole = [0, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
    await store.write(async (tx) => {
      for (const [i, v] of whole.entries()) {
        await tx.run(sql`insert into item values (${2 * i}, ${v}), (${2 * i + 1}, ${BigInt(v)})`)
      }
    })
    const found = await store.all<Item>(sql`select v from item order by id`)
    assert.deepEqual(
      found.map((row) => row.v),
      whole.flatMap((v) => [v, v]),
    )
  })

  test('what would not come back as it went in is refused, and nothing is saved', async (t) => {
    const store = await fresh(t, 'id bigint primary key, v bigint')
    for (const v of [2 ** 53, -(2 ** 60), 2n ** 53n, 2n ** 70n, Number.NaN, Infinity, 1e300]) {
      const work = store.write(async (tx) => {
        await tx.run(sql`insert into item values (1, 1)`)
        await tx.run(sql`insert into item values (2, ${v})`)
      })
      await assert.rejects(work, RangeError)
      await assert.rejects(store.get(sql`select * from item where v = ${v}`), RangeError)
    }
    assert.deepEqual(await idsOf(store), [])
  })

  test('text, fractions and null come back as they were', async (t) => {
    const store = await fresh(t, 'id bigint primary key, v text, x double precision')
    const texts = ['', "it's", '"; drop table item; --', '?', '$1', 'ü 🚀 \n\t', 'null']
    await store.write(async (tx) => {
      for (const [i, v] of texts.entries()) {
        await tx.run(sql`insert into item values (${i}, ${v}, ${i + 0.5})`)
      }
      await tx.run(sql`insert into item values (100, ${null}, ${undefined})`)
    })
    const found = await store.all<Item & { x: number }>(sql`select v, x from item order by id`)
    assert.deepEqual(
      found.map((row) => [row.v, row.x]),
      [...texts.map((v, i) => [v, i + 0.5]), [null, null]],
    )
  })

  test('any character of a text comes back and is found, also the one that ends texts in C', async (t) => {
    const store = await fresh(t)
    const texts = [
      'a',
      'a\0',
      'a\0b',
      '\0',
      '\0\0',
      '\uffff',
      '\uffff0',
      '\uffff1',
      '\uffff\0',
      '\ufffe',
      '\uffff\ufdd0',
      '\uffff\ufdd1\0',
    ]
    await store.write(async (tx) => {
      for (const [i, v] of texts.entries()) await tx.run(put(i, v))
    })
    const found = await store.all<Item>(sql`select v from item order by id`)
    assert.deepEqual(
      found.map((row) => row.v),
      texts,
    )
    const holding = (text: string) =>
      store.all<Item>(sql`select id from item where v like ${containing(text)} escape '\\'`)
    for (const [i, v] of texts.entries()) {
      assert.deepEqual(await store.all(sql`select id from item where v = ${v}`), [{ id: i }])
      const holders = (await holding(v)).map(({ id }) => id)
      assert.ok(holders.includes(i), JSON.stringify(v))
    }
    assert.deepEqual(await holding('0'), [{ id: texts.indexOf('\uffff0') }])
  })

  test('bytes come back as they were', async (t) => {
    const store = await fresh(t, `id bigint primary key, v ${bytes}`)
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    for (const v of [all, new Uint8Array(), new Uint8Array(1 << 20).fill(7)]) {
      await store.write(async (tx) => {
        await tx.run(sql`delete from item`)
        await tx.run(sql`insert into item values (1, ${v})`)
      })
      const found = await store.get<{ v: Uint8Array }>(sql`select v from item`)
      assert.deepEqual(Buffer.from(found!.v), Buffer.from(v))
    }
  })
}

function statements(fresh: Fresh): void {
  test('a statement that finds nothing answers undefined or an empty list', async (t) => {
    const store = await fresh(t)
    assert.equal(await store.get(sql`select * from item`), undefined)
    assert.deepEqual(await store.all(sql`select * from item`), [])
    await store.write(async (tx) => {
      assert.equal(await tx.get(sql`select * from item`), undefined)
      assert.deepEqual(await tx.all(sql`select * from item`), [])
    })
  })

  test('a change answers how many rows it changed', async (t) => {
    const store = await fresh(t)
    const changed = await store.write(async (tx) => [
      await tx.run(sql`insert into item values (1, 'a'), (2, 'a'), (3, 'b')`),
      await tx.run(sql`update item set v = 'c' where v = ${'a'}`),
      await tx.run(sql`delete from item where id = ${9}`),
    ])
    assert.deepEqual(changed, [3, 2, 0])
  })

  test('parts compose: nested, concatenated, repeated, empty, with values in their order', async (t) => {
    const store = await fresh(t)
    const rows = Array.from({ length: 2000 }, (_, i) => sql`(${i}, ${`v${i}`})`)
    await store.write((tx) => tx.run(sql`insert into item values ${join(rows, ', ')}`))
    const between = (low: number, high: number) => sql`(id >= ${low} and id < ${high})`
    const either = join([between(0, 2), between(10, 12), between(1998, 2005)], ' or ')
    const find = (all: boolean) => sql`
      select id from item where ${all ? raw('1 = 1') : either} and v <> ${'v11'} ${join([], ',')}
       order by ${raw('id')} limit ${3}`
    for (const [all, ids] of [
      [false, [0, 1, 10]],
      [true, [0, 1, 2]],
      [false, [0, 1, 10]],
    ] as const) {
      const found = await store.all<Item>(find(all))
      assert.deepEqual(
        found.map((row) => row.id),
        ids,
      )
    }
  })

  test('a thousand different statements after each other each answer their own', async (t) => {
    const store = await fresh(t)
    await store.write((tx) => tx.run(put(1, 'a')))
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 1000; i++) {
        const found = await store.get<Item>(sql`select id + ${raw(String(i))} as id from item`)
        assert.equal(found?.id, 1 + i)
      }
    }
  })
}

function transactions(fresh: Fresh): void {
  test('a transaction answers what its work answered', async (t) => {
    const store = await fresh(t)
    assert.equal(await store.write(async () => 'answer'), 'answer')
  })

  test('work that throws saves nothing and the caller gets the very error', async (t) => {
    const store = await fresh(t)
    const error = new Error('changed my mind')
    const work = store.write(async (tx) => {
      await tx.run(put(1, 'a'))
      throw error
    })
    await assert.rejects(work, (thrown) => thrown === error)
    assert.deepEqual(await idsOf(store), [])
  })

  test('a statement that fails spoils its transaction, even when the error is caught', async (t) => {
    const store = await fresh(t)
    await store.write((tx) => tx.run(put(1, 'a')))
    const work = store.write(async (tx) => {
      await tx.run(put(2, 'b'))
      await tx.run(put(1, 'again')).catch(() => 0)
      await tx.run(put(3, 'c')).catch(() => 0)
    })
    await assert.rejects(work, /unique/i)
    assert.deepEqual(await idsOf(store), [1])
  })

  test('what is put is there for what comes behind it, and counts when it fails last', async (t) => {
    const store = await fresh(t)
    await store.write(async (tx) => {
      await tx.put(put(1, 'a'))
      assert.equal((await tx.all(sql`select * from item`)).length, 1)
    })
    const bad = store.write((tx) => tx.put(put(1, 'again')))
    await Promise.all([assert.rejects(bad, /unique/i), store.write((tx) => tx.put(put(2, 'b')))])
    assert.deepEqual(await idsOf(store), [1, 2])
  })

  test('a transaction reads what it wrote', async (t) => {
    const store = await fresh(t)
    await store.write(async (tx) => {
      await tx.run(put(1, 'a'))
      await tx.run(sql`update item set v = v || ${'b'}`)
      assert.equal((await tx.get<Item>(sql`select v from item`))?.v, 'ab')
      assert.equal((await tx.all(sql`select * from item`)).length, 1)
    })
  })

  test('reads see nothing of a transaction before it is saved', async (t) => {
    const store = await fresh(t)
    for (const outcome of ['saved', 'given up'] as const) {
      const [started, finish] = [gate(), gate()]
      const written = store.write(async (tx) => {
        await tx.run(put(1, outcome))
        started.resolve()
        await finish.promise
        if (outcome === 'given up') throw new Error(outcome)
      })
      await started.promise
      let isSaved = false
      const read = store.get<Item>(sql`select v from item`).then((row) => [row?.v, isSaved])
      isSaved = true
      finish.resolve()
      await written.catch(() => undefined)
      const [seen, late] = await read
      // An adapter may answer at once, or wait for the writer: both show only what is saved.
      if (seen !== undefined) assert.deepEqual([seen, late, outcome], ['saved', true, 'saved'])
      assert.equal((await idsOf(store)).length, outcome === 'saved' ? 1 : 0)
      await store.write((tx) => tx.run(sql`delete from item`))
    }
  })
}

function groups(fresh: Fresh): void {
  const attempt = async (work: Promise<unknown>): Promise<unknown> => work.catch((e: Error) => e)

  test('writers that wait together cannot disturb each other', async (t) => {
    const store = await fresh(t, 'id bigint primary key, v bigint')
    await store.write((tx) => tx.run(sql`insert into item values (1, 0)`))
    const increment = () =>
      store.write(async (tx) => {
        const { v } = (await tx.get<{ v: number }>(sql`select v from item where id = 1`))!
        await Promise.resolve()
        await tx.run(sql`update item set v = ${v + 1} where id = 1`)
        return v
      })
    const seen = await Promise.all(Array.from({ length: 1000 }, increment))
    assert.deepEqual(
      seen,
      seen.map((_, i) => i),
    )
    assert.equal((await store.get<Item>(sql`select v from item`))?.v, 1000)
  })

  test('one writer that fails takes nothing from those it waited with', async (t) => {
    const store = await fresh(t)
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        attempt(
          store.write(async (tx) => {
            await tx.run(put(i, 'x'))
            if (i % 3 === 1) throw new Error(`writer ${i}`)
            if (i % 3 === 2) await tx.run(put(0, 'taken'))
            return i
          }),
        ),
      ),
    )
    assert.deepEqual(
      await idsOf(store),
      Array.from({ length: 10 }, (_, i) => 3 * i),
    )
    for (const [i, result] of results.entries()) {
      if (i % 3 === 0) assert.equal(result, i)
      else if (i % 3 === 1) assert.equal((result as Error).message, `writer ${i}`)
      else assert.match((result as Error).message, /unique/i)
    }
  })

  test('writers are served in the order of their calls, and told in that order', async (t) => {
    const store = await fresh(t)
    const told: number[] = []
    const writers = Array.from({ length: 600 }, (_, i) =>
      store
        .write(async (tx) => {
          const { n } = (await tx.get<{ n: number }>(sql`select count(*) as n from item`))!
          await tx.run(put(i, String(n)))
        })
        .then(() => told.push(i)),
    )
    await Promise.all(writers)
    const saved = await store.all<Item>(sql`select id, v from item order by id`)
    assert.ok(saved.every((row) => row.v === String(row.id)))
    assert.deepEqual(
      told,
      told.map((_, i) => i),
    )
  })

  test('a reader gets its turn while writers never rest', async (t) => {
    const store = await fresh(t)
    let stop = false
    const writing = Promise.all(
      Array.from({ length: 4 }, async (_, w) => {
        for (let i = 0; !stop; i++) await store.write((tx) => tx.run(put(10_000 * i + w, 'x')))
      }),
    )
    for (let i = 0; i < 20; i++) await store.get(sql`select count(*) as n from item`)
    stop = true
    await writing
  })
}

function ends(fresh: Fresh): void {
  test('the store refuses to be used inside a transaction instead of waiting for ever', async (t) => {
    const store = await fresh(t)
    const read = store.write(() => store.get(sql`select * from item`))
    await assert.rejects(read, /inside a transaction/)
    const write = store.write(() => store.write((tx) => tx.run(put(1, 'a'))))
    await assert.rejects(write, /inside a transaction/)
    assert.deepEqual(await idsOf(store), [])
  })

  test('a transaction that has ended can do nothing more', async (t) => {
    const store = await fresh(t)
    const late = await store.write(async (tx) => tx)
    await assert.rejects(late.run(put(1, 'a')), /has ended/)
    await assert.rejects(late.get(sql`select 1 as one`), /has ended/)
    assert.deepEqual(await idsOf(store), [])
  })

  test('a statement that makes no sense is refused, and the store goes on', async (t) => {
    const store = await fresh(t)
    await assert.rejects(store.get(sql`select nonsense from nowhere`))
    await assert.rejects(store.write((tx) => tx.run(sql`insert nonsense`)))
    await assert.rejects(
      store.write(() => assert.fail('at once')),
      /at once/,
    )
    await store.write((tx) => tx.run(put(1, 'a')))
    assert.deepEqual(await idsOf(store), [1])
  })

  test('closing lets waiting writers finish and then refuses everything', async (t) => {
    const store = await fresh(t)
    const writers = Array.from({ length: 300 }, (_, i) => store.write((tx) => tx.run(put(i, 'x'))))
    const closed = store.close()
    assert.deepEqual(new Set(await Promise.all(writers)), new Set([1]))
    await closed
    await assert.rejects(store.get(sql`select * from item`), StoreClosed)
    await assert.rejects(store.all(sql`select * from item`), StoreClosed)
    await assert.rejects(
      store.write(async () => 1),
      StoreClosed,
    )
    await store.close()
  })
}
