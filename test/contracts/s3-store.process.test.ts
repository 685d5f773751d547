import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { s3Store } from '../../src/overnight-reports/s3/s3-store.ts'
import { type Swift, sendTo, startSwift } from '../support/start-swift.ts'
import { reportStoreContract } from './report-store.contract.ts'

let swift: Swift
beforeAll(async () => {
  swift = await startSwift()
})
afterAll(() => swift.stop())

reportStoreContract('a bucket of OpenStack Swift', async () => {
  const place = await swift.newPlace('night/')
  const leaveHalf = async (key: string) => {
    const name = `night/${key}`
    const begun = await sendTo(place, { method: 'POST', name, query: { uploads: '' } })
    const [, uploadId = ''] = /<UploadId>(.*)<\/UploadId>/.exec(begun) ?? []
    await sendTo(place, {
      method: 'PUT',
      name,
      query: { partNumber: '1', uploadId },
      body: Buffer.from('half'),
    })
  }
  return { store: s3Store(place), leaveHalf }
})

describe('a bucket', () => {
  it('shared with others: what is not ours is neither named nor taken away', async () => {
    const place = await swift.newPlace('night/')
    const store = s3Store(place)
    const id = systemRandomness.uuid()
    const body = Buffer.from('of somebody else')
    for (const name of [`day/${id}`, 'night/notes.txt', `night/${id}.txt`, id])
      await sendTo(place, { method: 'PUT', name, body })
    expect(await Array.fromAsync(store.keys())).toEqual([])
    await store.remove(id)
    expect(await sendTo(place, { method: 'GET', name: `day/${id}` })).toBe('of somebody else')
    expect(await sendTo(place, { method: 'GET', name: `night/${id}.txt` })).toBe('of somebody else')
  })

  it('that refuses our signature, or is not there, is said to, without the secret', async () => {
    const place = await swift.newPlace()
    const forged = s3Store({ ...place, secret: 'another' })
    expect(await forged.fault()).toBe('the report store answers 403 SignatureDoesNotMatch (GET bucket)')
    expect(await s3Store({ ...place, bucket: 'nowhere' }).fault()).toBe('the report store has no such bucket')
  })
})
