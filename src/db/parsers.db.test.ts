import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { parseInstant } from '../kernel/instant.ts'

let test: TestDatabase

beforeAll(async () => {
  vi.stubEnv('TZ', 'Asia/Hong_Kong')
  test = await testDatabase()
})
afterAll(async () => {
  await test.drop()
  vi.unstubAllEnvs()
})

async function answerTo<T>(question: RawBuilder<T>): Promise<T> {
  const { answer } = await test.database.read({ as: 'operations' }, (db) =>
    db.selectNoFrom(question.as('answer')).executeTakeFirstOrThrow(),
  )
  return answer as T
}

const instant = fc
  .bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n })
  .map((microseconds) => Temporal.Instant.fromEpochNanoseconds(microseconds * 1000n))
const date = fc
  .integer({ min: 0, max: 3_652_058 })
  .map((days) => Temporal.PlainDate.from('0001-01-01').add({ days }))

describe('under TZ=Asia/Hong_Kong', () => {
  it('is really under that time zone', () => {
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('Asia/Hong_Kong')
  })

  it('brings every instant of the years 1 to 9999 back to the microsecond', async () => {
    const there = async (sent: readonly Temporal.Instant[]) => {
      const back = await answerTo(sql<Temporal.Instant[]>`${sent}::timestamptz[]`)
      expect(back.map(String)).toEqual(sent.map(String))
    }
    await fc.assert(fc.asyncProperty(fc.array(instant, { minLength: 1 }), there), { numRuns: 60 })
  })

  it('brings every date back as the same day', async () => {
    const there = async (sent: readonly Temporal.PlainDate[]) => {
      const back = await answerTo(sql<Temporal.PlainDate[]>`${sent}::date[]`)
      expect(back.map(String)).toEqual(sent.map(String))
    }
    await fc.assert(fc.asyncProperty(fc.array(date, { minLength: 1 }), there), { numRuns: 60 })
  })

  it('stores the instant that was meant, to the microsecond, and cuts what is finer', async () => {
    const at = Temporal.Instant.from('2023-06-10T18:05:00.123456999+08:00')
    expect(await answerTo(sql<string>`(${at}::timestamptz at time zone 'UTC')::text`)).toBe(
      '2023-06-10 10:05:00.123456',
    )
  })

  it('reads a date as the day it is', async () => {
    const day = await answerTo(sql<Temporal.PlainDate>`date '2023-06-12'`)
    expect(day).toBeInstanceOf(Temporal.PlainDate)
    expect(day.toString()).toBe('2023-06-12')
  })

  it('sends an instant and a date as text without quotes', async () => {
    const at = Temporal.Instant.from('2023-06-10T10:05:00Z')
    const day = Temporal.PlainDate.from('2023-06-12')
    expect(await answerTo(sql<string>`${at}::text || ' ' || ${day}::text`)).toBe(
      '2023-06-10T10:05:00.000000Z 2023-06-12',
    )
  })

  it('keeps null, alone and in an array', async () => {
    expect(await answerTo(sql`null::timestamptz`)).toBeNull()
    expect(await answerTo(sql`array[null, date '2023-06-12']`)).toEqual([
      null,
      Temporal.PlainDate.from('2023-06-12'),
    ])
  })

  it('reads an instant whatever offset the session prints', async () => {
    const texts = await test.database.write({ as: 'operations' }, async (tx) => {
      await sql`set local timezone = 'Asia/Kolkata'`.execute(tx)
      return sql<{ at: Temporal.Instant }>`select timestamptz '2023-06-10T18:05:00.5+08' as at`.execute(tx)
    })
    expect(texts.rows[0]?.at).toEqual(parseInstant('2023-06-10T10:05:00.5Z'))
  })
})

describe('what a number or an instant cannot hold', () => {
  it('reads a bigint as a number up to 2^53 - 1', async () => {
    expect(await answerTo(sql`9007199254740991::bigint`)).toBe(9007199254740991)
    expect(await answerTo(sql`array[-3, 4]::bigint[]`)).toEqual([-3, 4])
  })

  it('refuses a bigint beyond that instead of rounding it', async () => {
    await expect(answerTo(sql`9007199254740993::bigint`)).rejects.toThrow('9007199254740993')
  })

  it('refuses infinity and a timestamp without a zone', async () => {
    await expect(answerTo(sql`timestamptz 'infinity'`)).rejects.toThrow(RangeError)
    await expect(answerTo(sql`date '-infinity'`)).rejects.toThrow(RangeError)
    await expect(answerTo(sql`timestamp '2023-06-10 18:05'`)).rejects.toThrow('without time zone')
  })

  it('is none of it JSON, which stays text to be parsed', async () => {
    expect(await answerTo(sql`'{"a": 1}'::jsonb`)).toBe('{"a": 1}')
  })

  it('leaves the connection fit for use after a value it refused', async () => {
    await expect(answerTo(sql`timestamptz 'infinity'`)).rejects.toThrow()
    expect(await answerTo(sql`1`)).toBe(1)
  })
})
