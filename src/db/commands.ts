import { parseArgs } from 'node:util'
import { readDatabaseSetting } from '../config/read-config.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { findAuthority } from './find-authority.ts'
import { MIGRATIONS, type Migration, migrate, pendingMigrations } from './migrate.ts'

export const migrateUsage = 'migrate [--apply] [--json] [--config FILE]'

/** `sallyport migrate`: says what is pending; `--apply` does it. Exit 1 while anything is pending. */
export async function runMigrate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok) return complain(terminal, [asked.refusal, `usage: sallyport ${migrateUsage}`])
  const urls = readDatabaseSetting(process.env, asked.value.config)
  if (!urls.ok) return complain(terminal, urls.refusal)
  try {
    const { url: ownerUrl } = await findAuthority(urls.value)
    const schema = { ownerUrl, folder: MIGRATIONS }
    const { apply, json } = asked.value
    return apply ? await bringForward(schema, json, terminal) : await showPending(schema, json, terminal)
  } catch (fault) {
    return complain(terminal, [`the schema can't be brought up to date: ${reasonOf(fault)}`])
  }
}

type Schema = Pick<Migration, 'ownerUrl' | 'folder'>

async function bringForward(
  schema: Schema,
  asJson: boolean,
  { print, complain: say }: Terminal,
): Promise<0 | 1> {
  const { applied, waits } = await migrate({ ...schema, at: systemClock.now() })
  if (asJson) {
    print(JSON.stringify({ applied, waits }, null, 2))
    return waits === null ? 0 : 1
  }
  for (const name of applied) print(`applied ${name}`)
  if (waits === null && applied.length === 0) print(UP_TO_DATE)
  if (waits === null) return 0
  const { step, needs, nodes } = waits
  say(`${step} waits: it takes away what a program that does not know ${needs} needs, and such nodes serve:`)
  for (const { node, lastStep } of nodes) say(`  ${node}, which ends at step ${lastStep}`)
  say('Once they have ended: sallyport migrate --apply')
  return 1
}

async function showPending(schema: Schema, asJson: boolean, { print }: Terminal): Promise<0 | 1> {
  const { all, lacking } = await pendingMigrations(schema)
  const pending = all.map((step) => ({ step, waitsForNodes: !lacking.includes(step) }))
  if (asJson) print(JSON.stringify({ pending }, null, 2))
  else {
    for (const { step, waitsForNodes } of pending)
      print(`would apply ${step}${waitsForNodes ? ', once every node is of this program' : ''}`)
    print(all.length === 0 ? UP_TO_DATE : 'Nothing was changed. --apply does it.')
  }
  return all.length === 0 ? 0 : 1
}

const UP_TO_DATE = 'Nothing to do: the schema is up to date.'

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

const OPTIONS = {
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
} as const

interface Asked {
  readonly apply: boolean
  readonly json: boolean
  readonly config?: string
}

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    return done(parseArgs({ args: [...argv], options: OPTIONS }).values)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
