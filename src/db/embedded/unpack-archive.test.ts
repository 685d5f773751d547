import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { Unpacking } from './unpack-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'sallyport-archive-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** By another program, in the format that PostgreSQL writes. */
const pack = (from: string, ...words: readonly string[]) =>
  execFileSync('tar', ['--format=ustar', '-C', from, '-cf', '-', ...words, '.'])

const SIZES = [0, 1, 511, 512, 513, 1024, 70_000]

it('gives back each file and folder, wherever the archive is cut into pieces', () => {
  const from = join(folder, 'from')
  mkdirSync(join(from, 'base/empty'), { recursive: true })
  for (const size of SIZES) writeFileSync(join(from, 'base', String(size)), Buffer.alloc(size, String(size)))
  const archive = pack(from)
  const cuts = fc.array(fc.nat(archive.length), { maxLength: 40 })
  fc.assert(
    fc.property(cuts, (places) => {
      const to = mkdtempSync(join(folder, 'to-'))
      const unpacking = new Unpacking(to)
      const ends = [...places.sort((a, b) => a - b), archive.length]
      ends.reduce((begin, end) => {
        unpacking.take(archive.subarray(begin, end))
        return end
      }, 0)
      expect(unpacking.files).toHaveLength(SIZES.length)
      for (const size of SIZES) {
        expect(readFileSync(join(to, 'base', String(size))).equals(Buffer.alloc(size, String(size)))).toBe(
          true,
        )
      }
      expect(readdirSync(join(to, 'base/empty'))).toEqual([])
      expect(statSync(join(to, 'base')).mode & 0o777).toBe(0o700)
    }),
    { numRuns: 30 },
  )
})

it('refuses a link: what it leads to would not be copied', () => {
  const from = join(folder, 'linking')
  mkdirSync(from)
  symlinkSync('/elsewhere', join(from, 'pg_tblspc'))
  expect(() => new Unpacking(mkdtempSync(join(folder, 'to-'))).take(pack(from))).toThrow(
    'pg_tblspc is a link',
  )
})

it('refuses a file outside its folder', () => {
  const from = join(folder, 'leading')
  mkdirSync(from)
  writeFileSync(join(from, 'out'), 'out')
  const archive = pack(from, '--transform=s,^\\./out,../out,', '-P')
  expect(() => new Unpacking(mkdtempSync(join(folder, 'to-'))).take(archive)).toThrow(
    'leads out of its folder: ../out',
  )
})
