import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { MORNING, readSure, sampleOffice } from '../../test/support/sample-cards.ts'
import type { CardOffice } from '../demo/card-office/open-card-office.ts'
import { signList } from '../demo/card-office/sign-certificate.ts'
import { readRevocationList } from './reading/revocation-list.ts'
import type { HeldList } from './rules/held-lists.ts'
import { listStore } from './store.ts'

let test: TestDatabase
let office: CardOffice

beforeAll(async () => {
  test = await testDatabase()
  office = await sampleOffice()
})
afterAll(() => test.drop())

async function held(number: number, hours: number): Promise<HeldList> {
  const [signer] = office.issuing
  const thisUpdate = MORNING.add({ hours })
  const der = await signList({
    signer,
    number,
    thisUpdate,
    nextUpdate: thisUpdate.add({ hours: 24 }),
    revoked: [],
  })
  const list = readRevocationList(der)
  if (!list.ok) throw new Error(list.refusal)
  return { list: list.value, authority: readSure(signer.certificate) }
}

const numbers = async () =>
  (await listStore(test.database).read()).map((der) => {
    const list = readRevocationList(der)
    return list.ok ? Number(list.value.number) : list.refusal
  })

describe('lists at rest', () => {
  it('a later one takes the place of its slot alone, an older one never, though many nodes write at once', async () => {
    const store = listStore(test.database)
    const lists = await Promise.all([held(3, 3), held(1, 1), held(4, 4), held(2, 2)])
    await Promise.all(lists.map((list) => store.keep('a', list, MORNING)))
    await store.keep('b', await held(9, 0), MORNING)
    expect((await numbers()).sort()).toEqual([4, 9])
    await store.keep('a', await held(3, 5), MORNING)
    await store.keep('a', await held(5, 3), MORNING)
    expect((await numbers()).sort()).toEqual([4, 9])
  })
})
