import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { ReportStore } from '../../src/overnight-reports/report-store.ts'

/** An empty store, and how to leave in it what a process leaves that is killed as it puts a report there. */
export interface StoreToTry {
  readonly store: ReportStore
  readonly leaveHalf: (key: string) => Promise<unknown>
}

/** What every place for reports must do. */
export function reportStoreContract(name: string, make: () => Promise<StoreToTry>): void {
  const bytes = randomBytes(300_000)
  const key = () => systemRandomness.uuid()

  describe(`${name}, as a report store`, () => {
    it('keeps bytes, says how many and their digest, and gives any part of them back', async () => {
      const { store } = await make()
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
      const { store } = await make()
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

    it('keeps long ones too, of whatever pieces they come in, and gives back what lies across their parts', async () => {
      const { store } = await make()
      const id = key()
      const times = 60
      const kept = await store.put(id, Readable.from(Array.from({ length: times }, () => bytes)))
      const whole = Buffer.concat(Array.from({ length: times }, () => bytes))
      expect(kept).toEqual({ size: whole.length, sha256: createHash('sha256').update(whole).digest() })
      for (const [from, to] of [
        [8 * 1024 * 1024 - 3, 8 * 1024 * 1024 + 2],
        [16 * 1024 * 1024 - 1, whole.length - 1],
      ] as const) {
        const part = await store.open(id, { from, to })
        expect(part && (await buffer(part)).equals(whole.subarray(from, to + 1))).toBe(true)
      }
      expect((await Array.fromAsync(store.keys())).map((one) => one.key)).toEqual([id])
    })

    it('keeps nothing of a long one that breaks off after many parts', async () => {
      const { store } = await make()
      const id = key()
      const breaking = Readable.from(
        (function* () {
          for (let times = 0; times < 60; times++) yield bytes
          throw new Error('the line was cut')
        })(),
      )
      await expect(store.put(id, breaking)).rejects.toThrow('the line was cut')
      expect(await store.open(id, { from: 0, to: 0 })).toBeUndefined()
      expect(await Array.fromAsync(store.keys())).toEqual([])
    })

    it('never shows what a killed process left half-way, but names it, so that it is swept', async () => {
      const { store, leaveHalf } = await make()
      const id = key()
      await leaveHalf(id)
      expect(await store.open(id, { from: 0, to: 0 })).toBeUndefined()
      expect((await Array.fromAsync(store.keys())).map((one) => one.key)).toEqual([id])
      await store.remove(id)
      expect(await Array.fromAsync(store.keys())).toEqual([])
    })

    it('has no fault', async () => {
      const { store } = await make()
      await store.put(key(), Readable.from([bytes]))
      expect(await store.fault()).toBeUndefined()
    })

    it('lets go of a report that nobody reads to its end, and gives the next', async () => {
      const { store } = await make()
      const id = key()
      await store.put(id, Readable.from(Array.from({ length: 10 }, () => bytes)))
      for (let times = 0; times < 5; times++) {
        const part = await store.open(id, { from: 0, to: 10 * bytes.length - 1 })
        part?.destroy()
      }
      const part = await store.open(id, { from: 1, to: 3 })
      expect(part && (await buffer(part)).equals(bytes.subarray(1, 4))).toBe(true)
    })

    it('has nothing under a key it was never given, or gave up; giving up twice is no fault', async () => {
      const { store } = await make()
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
      const { store } = await make()
      for (const bad of ['../../etc/passwd', '', 'a', '/etc/passwd'])
        await expect((async () => store.put(bad, Readable.from([bytes])))()).rejects.toThrow('no key')
    })
  })
}
