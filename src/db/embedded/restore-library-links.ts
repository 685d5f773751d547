import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

const LINKS = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * npm archives carry no symbolic links. The package lists its own in `native/pg-symlinks.json` and makes them in an
 * install script, which npm may have been told not to run; without them `initdb` doesn't find libpq. Each link stands
 * beside what it names. Several programs may do this at once.
 */
export function restoreLibraryLinks(native: string): void {
  const links = LINKS.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) makeLink(basename(source), link)
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link)
  } catch (error) {
    if (!existsSync(link)) throw error
  }
}
