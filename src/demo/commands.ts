import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseInstant } from '../kernel/instant.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { packageRoot } from '../package-root.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import { beginDatabase } from './begin-database.ts'
import { DEMO_FOLDER } from './files.ts'
import type { PrimaryEnd } from './primary-end.ts'
import type { DemoSettings } from './settings.ts'
import type { Demo } from './start-demo.ts'
import type { SeededCard } from './write-accounts.ts'

/** The evening of Session 1: the hour this program was made for. */
const DEFAULT_AT = '2023-06-10T18:05+08:00'
const PROGRAMME = join('programmes', 'seoch-2fa-2023.yaml')

export const demoUsage = 'demo [--at 2023-06-10T18:05+08:00] [--launch go|undecided] [--sites played|by-hand]'

/** `sallyport demo`: runs until it is interrupted. */
export async function runDemo(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, terminal)
  if (asked === undefined) return 2
  const place = {
    folder: join(packageRoot, DEMO_FOLDER),
    migrations: join(packageRoot, 'migrations'),
    ports: { primary: 8443, primaryCard: 8444, secondary: 9443, secondaryCard: 9444, mailbox: 8025 },
  }
  const toldToEnd = terminal.interrupted().then(() => false)
  terminal.print('Starting PostgreSQL, the mailbox and both sites …')
  const database = await beginDatabase({ ...asked, ...place })
  // Node reads the rest of the program, and we the programme, while PostgreSQL makes its cluster.
  const { startDemo } = await import('./start-demo.ts')
  const programme = await readProgramme(terminal)
  if (programme === undefined) {
    await database.stop()
    return 2
  }
  const report = (fault: unknown) =>
    terminal.complain(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))
  const demo = await startDemo({ ...asked, ...place, programme, report }, Promise.resolve(database))
  introduce(demo, terminal, sayTimeInZone(programme.parsed.clock, asked.at).en)
  void demo.secondary.then(() => terminal.print('The secondary site is ready, too.'))
  const lost = await Promise.race([
    toldToEnd,
    demo.primaryEnded.then((how) => sayEnded(how, terminal, toldToEnd)),
  ])
  terminal.print('Stopping …')
  await demo.stop()
  return lost ? 1 : 0
}

async function readProgramme({ complain }: Terminal): Promise<DemoSettings['programme'] | undefined> {
  const { parseProgramme } = await import('../programme/parse-programme.ts')
  const source = await readFile(join(packageRoot, PROGRAMME), 'utf8')
  const parsed = parseProgramme(source, PROGRAMME)
  if (parsed.ok) return { parsed: parsed.value, source }
  for (const { file, line, column, reason } of parsed.refusal)
    complain(`${file}:${line}:${column}: ${reason}`)
  return undefined
}

/** Whether that is the end of the demo. */
async function sayEnded(
  how: PrimaryEnd,
  { print, complain }: Terminal,
  toldToEnd: Promise<boolean>,
): Promise<boolean> {
  const log = join(DEMO_FOLDER, 'primary', 'postgres.log')
  if (how === 'alone') {
    complain(`PostgreSQL ended unexpectedly; ${log} says why.`)
    return true
  }
  print(`
The primary site's PostgreSQL ended; ${log} says why. Unless you moved authority already, two operators do it now:
npx sallyport site promote --config ${join(DEMO_FOLDER, 'secondary.env')} --maker OPSMAK01 --checker OPSCHK01 --statement '…' --apply
`)
  return toldToEnd
}

function readArguments(
  argv: readonly string[],
  terminal: Terminal,
): Pick<DemoSettings, 'at' | 'launch' | 'sites'> | undefined {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        at: { type: 'string', default: DEFAULT_AT },
        launch: { type: 'string', default: 'go' },
        sites: { type: 'string', default: 'played' },
      },
    })
    const at = parseInstant(values.at)
    if (at === undefined)
      throw new Error(`--at ${values.at}: not a time with its offset, such as ${DEFAULT_AT}`)
    if (values.launch !== 'go' && values.launch !== 'undecided')
      throw new Error(`--launch ${values.launch}: go or undecided`)
    if (values.sites !== 'played' && values.sites !== 'by-hand')
      throw new Error(`--sites ${values.sites}: played or by-hand`)
    return { at, launch: values.launch, sites: values.sites }
  } catch (fault) {
    terminal.complain(fault instanceof Error ? fault.message : String(fault))
    terminal.complain(`usage: sallyport ${demoUsage}`)
    return undefined
  }
}

function introduce(
  { urls, accounts, credentials, cards, cardsFolder, accountsFile, caFile }: Demo,
  { print }: Terminal,
  at: string,
): void {
  print(`
CCMS (primary site)   ${urls.primary}/
DMS                   ${urls.primary}/dms
Secondary site        ${urls.secondary}/ and ${urls.secondary}/dms, for Session 2
Mailbox               ${urls.mailbox}/
Authenticator app     ${urls.authenticator}
Programme clock       ${at}; move it with the bar on top of each page
Smartcards            ${cardsFolder}/USERID.p12, the card password opens them; asked for at ${urls.primaryCard} and ${urls.secondaryCard}

The browser warns of a certificate it does not know: go on, or trust ${caFile}.
All accounts, also in ${accountsFile}:
`)
  const cardOf = new Map(cards.map((card) => [card.userId, card]))
  print(row(['User ID', 'Role', 'State', 'Channels', 'Card password', 'Password', 'Name']))
  for (const { person } of accounts) {
    const password = credentials.get(person.userId)?.password ?? '-'
    print(
      row([
        person.userId,
        person.role,
        person.state,
        person.channels.join(' ') || '-',
        sayCard(cardOf.get(person.userId)),
        password,
        person.name,
      ]),
    )
  }
  print('\nReady. Ctrl+C ends it; the next start begins afresh.')
}

function sayCard(card: SeededCard | undefined): string {
  if (card === undefined) return '-'
  return card.cardState === 'good' ? card.cardPassword : `${card.cardPassword} ${card.cardState}`
}

const WIDTHS = [10, 17, 14, 10, 16, 30]

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(' ')
}
