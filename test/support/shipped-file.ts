import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

/** A file of deploy/ with what it says of names, files and addresses as it is here; nothing else of it is touched. */
export function shippedFile(file: string, here: readonly (readonly [RegExp, string])[]): string {
  return here.reduce(
    (text, [from, to]) => text.replace(from, to),
    readFileSync(join(packageRoot, 'deploy', file), 'utf8'),
  )
}
