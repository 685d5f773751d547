import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { ReportStore } from '../../src/overnight-reports/report-store.ts'

/** What every place for reports must do. `make` gives an empty one. */
export function reportStoreContract(name: string, make: () => Promise<ReportStore>): void {
  const bytes = randomBytes(300_000)
  const key = () => systemRandomness.uuid()

  describe(`${name}, as a report store`, () => {
    it('keeps bytes, says how many and their digest, and gives any part of them back', async () => {
      const store = await make()
      const id = key()
      const kept = await store.put(id, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))
      expect(kept).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest() })
      for (const [from, to] of [
        [0, bytes.length - 1],
        [0, 0],
        [70_000, 140_001],
        [bytes.length - 1, bytes.length - 1],
      ] as const) {
        const part = await store.open(id, { from, to })
        expect(part && (await buffer(part)).equals(bytes.subarray(from, to + 1))).toBe(true)
      }
    })

    it('keeps nothing of what breaks off', async () => {
      const store = await make()
      const id = key()
      const breaking = Readable.from(
        (function* () {
          yield bytes
          throw new Error('the line was cut')
        })(),
      )
      await expect(store.put(id, breaking)).rejects.toThrow('the line was cut')
      expect(await store.open(id, { from: 0, to: 0 })).toBeUndefined()
      expect(await Array.fromAsync(store.keys())).toEqual([])
    })

    it('has nothing under a key it was never given, or gave up; giving up twice is no fault', async () => {
      const store = await make()
      const id = key()
      expect(await Array.fromAsync(store.keys())).toEqual([])
      expect(await store.open(id, { from: 0, to: 0 })).toBeUndefined()
      await store.put(id, Readable.from([bytes]))
      expect((await Array.fromAsync(store.keys())).map((one) => one.key)).toEqual([id])
      await store.remove(id)
      await store.remove(id)
      expect(await store.open(id, { from: 0, to: 0 })).toBeUndefined()
    })

    it('refuses a key that is no id, whatever it might lead to', async () => {
      const store = await make()
      for (const bad of ['../../etc/passwd', '', 'a', '/etc/passwd'])
        await expect((async () => store.put(bad, Readable.from([bytes])))()).rejects.toThrow('no key')
    })
  })
}
