import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

/** This program as built in dist/, but with more migrations: what the next release is to the database. */
export function programWith(migrations: Readonly<Record<string, string>>, root: string): string {
  mkdirSync(root)
  for (const part of ['bin', 'dist', 'migrations', 'package.json'])
    cpSync(join(packageRoot, part), join(root, part), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    })
  for (const part of ['node_modules', 'src']) symlinkSync(join(packageRoot, part), join(root, part))
  for (const [name, text] of Object.entries(migrations)) writeFileSync(join(root, 'migrations', name), text)
  return root
}
