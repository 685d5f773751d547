import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { parseWitnessKey, type WitnessKey } from './sign-message.ts'

export interface WitnessFolder {
  /** Holds a file for each word that was given. */
  readonly words: string
  readonly keys: Readonly<Record<SiteId, WitnessKey>>
}

const SITES = ['primary', 'secondary'] as const
const KEY_BYTES = 32

/** Made once, by hand: a witness that began anew by itself, on a disk that was replaced, would give a word twice. */
export function prepareFolder(folder: string, randomness: Randomness): Result<readonly string[], string> {
  if (existsSync(folder)) return refused(`${folder} is there already`)
  mkdirSync(wordsIn(folder), { recursive: true, mode: 0o700 })
  const made = SITES.map((site) => keyOf(folder, site))
  for (const file of made) {
    const key = Buffer.from(randomness.bytes(KEY_BYTES)).toString('hex')
    writeFileSync(file, `${key}\n`, { mode: 0o600, flush: true })
  }
  return done(made)
}

export function readFolder(folder: string): Result<WitnessFolder, string> {
  if (!existsSync(wordsIn(folder)))
    return refused(`${folder} is no witness's folder: sallyport witness prepare makes one, once`)
  const [primary, secondary] = SITES.map((site) => {
    const file = keyOf(folder, site)
    return existsSync(file) ? parseWitnessKey(readFileSync(file, 'utf8')) : undefined
  })
  if (primary === undefined || secondary === undefined)
    return refused(`${folder} lacks a key: primary.key and secondary.key, 64 hex digits each`)
  return done({ words: wordsIn(folder), keys: { primary, secondary } })
}

function wordsIn(folder: string): string {
  return join(folder, 'words')
}

function keyOf(folder: string, site: SiteId): string {
  return join(folder, `${site}.key`)
}
