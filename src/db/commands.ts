import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Terminal } from '../cli/terminal.ts'
import { systemClock } from '../kernel/system.ts'
import { packageRoot } from '../package-root.ts'
import { migrate, pendingMigrations } from './migrate.ts'

export const migrateUsage = 'migrate [--apply]'

export const MIGRATIONS = join(packageRoot, 'migrations')

/** `sallyport migrate`: says what is pending; `--apply` does it. Exit 1 while anything is pending. */
export async function runMigrate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const apply = readApply(argv, terminal)
  if (apply === undefined) return 2
  const ownerUrl = process.env['SALLYPORT_DATABASE_URL']
  if (ownerUrl === undefined) {
    terminal.complain('SALLYPORT_DATABASE_URL is missing: postgres://owner:password@host:5432/sallyport')
    return 2
  }
  if (apply) {
    const applied = await migrate({ ownerUrl, folder: MIGRATIONS, at: systemClock.now() })
    for (const name of applied) terminal.print(`applied ${name}`)
    if (applied.length === 0) terminal.print('Nothing to do: the schema is up to date.')
    return 0
  }
  const pending = await pendingMigrations({ ownerUrl, folder: MIGRATIONS })
  for (const name of pending) terminal.print(`would apply ${name}`)
  terminal.print(
    pending.length === 0
      ? 'Nothing to do: the schema is up to date.'
      : 'Nothing was changed. --apply does it.',
  )
  return pending.length === 0 ? 0 : 1
}

function readApply(argv: readonly string[], terminal: Terminal): boolean | undefined {
  try {
    return parseArgs({ args: [...argv], options: { apply: { type: 'boolean', default: false } } }).values
      .apply
  } catch (fault) {
    terminal.complain(fault instanceof Error ? fault.message : String(fault))
    terminal.complain(`usage: sallyport ${migrateUsage}`)
    return undefined
  }
}
