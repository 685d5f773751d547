import { migrateUsage, runMigrate } from '../db/commands.ts'
import { demoUsage, runDemo } from '../demo/commands.ts'
import { runServe, serveUsage } from '../serve.ts'
import { programmeUsages, runProgramme } from './programme.ts'
import type { Terminal } from './terminal.ts'

interface Verb {
  readonly name: string
  readonly usage: readonly string[]
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>
}

const VERBS: readonly Verb[] = [
  { name: 'demo', usage: [demoUsage], run: runDemo },
  { name: 'serve', usage: [serveUsage], run: runServe },
  { name: 'migrate', usage: [migrateUsage], run: runMigrate },
  { name: 'programme', usage: programmeUsages, run: runProgramme },
]

/** Runs one command line; the number is the exit status. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv
  const verb = VERBS.find((known) => known.name === name)
  if (verb !== undefined) return verb.run(rest, terminal)
  const help = name === undefined || name === '--help' || name === 'help'
  const say = help ? terminal.print : terminal.complain
  if (!help) say(`sallyport: no such command: ${name}`)
  say('usage:')
  for (const { usage } of VERBS) for (const line of usage) say(`  sallyport ${line}`)
  return help ? 0 : 2
}
