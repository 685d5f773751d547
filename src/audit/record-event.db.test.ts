import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Epoch, Reference } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { type AuditEvent, recordEvent } from './record-event.ts'

const world = { epoch: 'primary/0' as Epoch, randomness: systemRandomness }
const event: AuditEvent = {
  kind: 'logon.password-refused',
  at: Temporal.Instant.from('2023-06-10T18:05+08:00'),
  accountId: null,
  reference: null,
  facts: { reason: 'unknown-user' },
  particulars: { typed: 'ZZZUSR99', network: '203.0.113.0/24' },
}

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
})
afterAll(() => copy.drop())

const record = (reference: string, more: Partial<AuditEvent> = {}) =>
  copy.database.write({ as: 'sign-in' }, (tx) =>
    recordEvent(tx, world, { ...event, reference: reference as Reference, ...more }),
  )

async function seen(reference: string) {
  const text = `select e.kind, e.facts, p.salt, p.particulars from audit_event e
    left join audit_personal p on p.event_id = e.id where e.reference = $1`
  const { rows } = await copy.ask(text, [reference])
  return rows
}

describe('an event', () => {
  it('goes with the transaction of its effect: rolled back, neither it nor what is personal remains', async () => {
    const rolledBack = copy.database.write({ as: 'sign-in' }, async (tx) => {
      await recordEvent(tx, world, { ...event, reference: 'BBB-BBB-BBB' as Reference })
      throw new Error('the effect failed')
    })
    await expect(rolledBack).rejects.toThrow('the effect failed')
    expect(await seen('BBB-BBB-BBB')).toEqual([])
    const { rows } = await copy.ask('select from audit_personal')
    expect(rows).toEqual([])
  })

  it('is told of once it is committed, and where it was rolled back, never', async () => {
    const heard: (string | null)[] = []
    const listening = { ...world, heard: ({ reference }: AuditEvent) => void heard.push(reference) }
    const inOne = (reference: string, fails: boolean) =>
      copy.database.write({ as: 'sign-in' }, async (tx) => {
        await recordEvent(tx, listening, { ...event, reference: reference as Reference })
        if (fails) throw new Error('the effect failed')
        expect(heard).toEqual([])
      })
    await expect(inOne('JJJ-JJJ-JJJ', true)).rejects.toThrow('the effect failed')
    await inOne('KKK-KKK-KKK', false)
    expect(heard).toEqual(['KKK-KKK-KKK'])
  })

  it('digests the particulars by their values, in whatever order they were given', async () => {
    await record('CCC-CCC-CCC')
    await record('DDD-DDD-DDD', { particulars: { network: '203.0.113.0/24', typed: 'ZZZUSR99' } })
    for (const reference of ['CCC-CCC-CCC', 'DDD-DDD-DDD']) {
      const [{ facts, salt }] = await seen(reference)
      const canonical = Buffer.from('{"network":"203.0.113.0/24","typed":"ZZZUSR99"}')
      expect(facts.particulars).toBe(sha256(Buffer.concat([salt, canonical])).toString('hex'))
    }
  })

  it('has a salt of its own, so that equal particulars don’t show as equal', async () => {
    await record('FFF-FFF-FFF')
    await record('GGG-GGG-GGG')
    const [[one], [two]] = [await seen('FFF-FFF-FFF'), await seen('GGG-GGG-GGG')]
    expect(one.facts.particulars).not.toBe(two.facts.particulars)
  })

  it('outlives what is personal, which can be erased and never rewritten', async () => {
    await record('HHH-HHH-HHH')
    const asApp = (work: (tx: Tx) => Promise<unknown>) => copy.database.write({ as: 'operations' }, work)
    const rewritten = asApp((tx) => tx.updateTable('audit_personal').set({ particulars: '{}' }).execute())
    await expect(rewritten).rejects.toMatchObject({ code: '42501' })
    await asApp((tx) => tx.deleteFrom('audit_personal').execute())
    expect(await seen('HHH-HHH-HHH')).toMatchObject([{ kind: 'logon.password-refused', particulars: null }])
  })
})
