import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { restoreLibraryLinks } from './restore-library-links.ts'

function packageWithoutLinks(): string {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-links-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const native = join(root, 'native')
  mkdirSync(join(native, 'lib'), { recursive: true })
  writeFileSync(join(native, 'lib/libpq.so.5.18'), '')
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }))
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  return native
}

it('makes the links that the package lists, relative, so that the folder may move', () => {
  const native = packageWithoutLinks()
  restoreLibraryLinks(native)
  expect(readlinkSync(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18')
  expect(readlinkSync(join(native, 'lib/libpq.so'))).toBe('libpq.so.5.18')
})

it('leaves alone what is there', () => {
  const native = packageWithoutLinks()
  writeFileSync(join(native, 'lib/libpq.so'), 'a copy')
  restoreLibraryLinks(native)
  restoreLibraryLinks(native)
  expect(() => readlinkSync(join(native, 'lib/libpq.so'))).toThrow('EINVAL')
})

it('says so where it may not write', () => {
  const native = packageWithoutLinks()
  rmSync(join(native, 'lib'), { recursive: true })
  expect(() => restoreLibraryLinks(native)).toThrow('ENOENT')
})
