import { beforeAll, describe, expect, it } from 'vitest'
import { MORNING, readSure, sampleOffice } from '../../../test/support/sample-cards.ts'
import type { Certificate } from '../reading/certificate.ts'
import { type RevocationList, readRevocationList } from '../reading/revocation-list.ts'
import { mayFollow, ownerOf, wordsOfLists } from './held-lists.ts'

let list: RevocationList
let root: Certificate
let issuing: Certificate

beforeAll(async () => {
  const office = await sampleOffice()
  root = readSure(office.root.certificate)
  issuing = readSure(office.issuing[0].certificate)
  const read = readRevocationList(await office.list(office.root, MORNING))
  if (!read.ok) throw new Error(read.refusal)
  list = read.value
})

describe('a list', () => {
  it.each([
    ['later and of a higher number', 1, 8n, 7n, true],
    ['the same again', 0, 7n, 7n, true],
    ['earlier, though its number is higher', -1, 8n, 7n, false],
    ['of a lower number, though it is later', 1, 6n, 7n, false],
    ['without a number after one that had one', 1, undefined, 7n, false],
    ['with a number after one without', 1, 1n, undefined, true],
  ])('%s: follows or not, as it should', (_what, hours, number, before, follows) => {
    const next = { ...list, thisUpdate: MORNING.add({ hours }), number }
    expect(mayFollow(next, { ...list, thisUpdate: MORNING, number: before })).toBe(follows)
  })

  it('that is a part, or says not when the next one comes, is nobody’s', () => {
    const owner = (wish: Partial<RevocationList>) =>
      ownerOf({ ...list, ...wish }, [issuing, root], MORNING, { isSignedBy: () => true })
    expect(owner({})).toMatchObject({ ok: true, value: { authority: { serial: root.serial } } })
    expect(owner({ scope: 'part' })).toEqual({ ok: false, refusal: 'speaks-of-a-part' })
    expect(owner({ nextUpdate: undefined })).toEqual({ ok: false, refusal: 'no-next-update' })
  })

  it('of cards alone says nothing of authorities, nor the other way round', () => {
    const said = (scope: RevocationList['scope']) =>
      wordsOfLists([{ list: { ...list, scope }, authority: root }], issuing, root).length
    expect([said('all'), said('authorities'), said('cards'), said('part')]).toEqual([1, 1, 0, 0])
  })
})
