import { describe, expect, it } from 'vitest'
import { judgeReadiness, type Vitals } from './judge-readiness.ts'

const WELL: Vitals = {
  serving: 'yes',
  databaseAnswered: 400,
  databaseFault: null,
  schemaLacks: [],
  clock: { offset: 12, uncertainty: 1 },
  outboxTurned: 600,
}
const at = (vitals: Partial<Vitals>) => judgeReadiness({ ...WELL, ...vitals })

describe('a node', () => {
  it('is ready when it listens, the database answers, schema and clock are known, and the outbox works', () => {
    expect(at({}).ready).toBe(true)
    expect(Object.values(at({}).parts).map(({ ready }) => ready)).toEqual([true, true, true, true, true])
  })

  it.each<[string, keyof ReturnType<typeof at>['parts'], Partial<Vitals>, string]>([
    ['does not listen yet', 'serving', { serving: 'not-yet' }, 'does not listen yet'],
    ['was told to end', 'serving', { serving: 'draining' }, 'told to end'],
    ['never heard from its database', 'database', { databaseAnswered: null }, 'has not answered yet'],
    ['has had no answer for three seconds', 'database', { databaseAnswered: 3_001 }, 'silent for 3.001 s'],
    [
      'is refused by its database',
      'database',
      { databaseAnswered: 9_000, databaseFault: 'connect ECONNREFUSED' },
      'connect ECONNREFUSED',
    ],
    ['has not looked at the schema', 'schema', { schemaLacks: null }, 'not looked at yet'],
    ['finds an older schema', 'schema', { schemaLacks: ['0007-x.sql'] }, 'lacks 0007-x.sql'],
    [
      'does not know the offset of its clock',
      'clock',
      { clock: null },
      'offset to the database not known yet',
    ],
    [
      'knows it too loosely',
      'clock',
      { clock: { offset: 0, uncertainty: 1_001 } },
      '0.000 s ± 1.001 s to the database: too unsure',
    ],
    [
      'has a worker that stands still',
      'outbox',
      { outboxTurned: 45_001 },
      'the worker has stood still for 45.001 s',
    ],
  ])('that %s is not ready, and says so under %s', (_, part, vitals, says) => {
    const { ready, parts } = at(vitals)
    expect([ready, parts[part]]).toEqual([false, { ready: false, says }])
    expect(Object.values(parts).filter((each) => !each.ready)).toHaveLength(1)
  })

  it('stays ready while its clock and the database’s are far apart: rules go by one time, and drift only alarms', () => {
    expect(at({ clock: { offset: 90_000, uncertainty: 1 } }).ready).toBe(true)
  })

  it('that missed one beat is ready still', () => {
    expect(at({ databaseAnswered: 2_900, databaseFault: 'timeout' }).ready).toBe(true)
  })
})
