import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

/** What no hand writes. */
const MADE: ReadonlySet<string> = new Set(['node_modules', 'dist', 'var', '.git'])

/** Every file that is written by hand, from the root. */
export function listFiles(folder = packageRoot): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (MADE.has(entry.name)) return []
    return entry.isDirectory() ? listFiles(path) : [relative(packageRoot, path)]
  })
}
