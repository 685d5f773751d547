import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteId } from '../kernel/ids.ts'

/**
 * The word of a spell is a file that holds a site's name. It is whole and on disk before it gets its name, and of two that
 * would give it one does, be they two processes: a link is made once. On disk is the name, too, before anybody is answered.
 */
export function giveWord(words: string, spell: string, to: SiteId): SiteId {
  const place = join(words, spell)
  const draft = `${place}.${process.pid}`
  // One that a kill left may be the word's own file under its other name: it goes, it is not written into.
  rmSync(draft, { force: true })
  writeFileSync(draft, to, { mode: 0o600, flush: true, flag: 'wx' })
  try {
    linkSync(draft, place)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
  }
  rmSync(draft)
  flush(words)
  return readWord(place)
}

/** Null where it was not given. */
export function wordGiven(words: string, spell: string): SiteId | null {
  try {
    return readWord(join(words, spell))
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault
  }
}

function readWord(place: string): SiteId {
  const said = readFileSync(place, 'utf8')
  if (said !== 'primary' && said !== 'secondary') throw new Error(`${place} names no site`)
  return said
}

/** A name is on disk when its folder is. */
function flush(folder: string): void {
  const open = openSync(folder, 'r')
  fsyncSync(open)
  closeSync(open)
}
