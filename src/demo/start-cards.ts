import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../db/transaction.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import { type OpenCards, openCards } from '../smartcards/open-cards.ts'
import { readCardSettings } from '../smartcards/read-trust.ts'
import { type DemoCard, issueCards } from './card-office/issue-cards.ts'
import { listenOffice } from './card-office/listen-office.ts'
import { type CardOffice, openCardOffice } from './card-office/open-card-office.ts'
import { writeTrust } from './card-office/write-cards.ts'
import { smallFirms } from './directory/directory.ts'
import { DEMO_FILES } from './files.ts'
import type { DemoSettings } from './settings.ts'

export interface DemoCards extends OpenCards {
  readonly issued: readonly DemoCard[]
}

export interface Issued {
  readonly office: CardOffice
  readonly issued: readonly DemoCard[]
}

/** Quarry Moon, the larger firm, never had smartcards. */
export async function issueDemoCards(): Promise<Issued> {
  const wire = systemClock.now()
  const office = await openCardOffice(wire, systemRandomness)
  const issued = await issueCards({ office, randomness: systemRandomness, wire }, smallFirms.people)
  return { office, issued }
}

/** The office answers on a port of its own, the cards lie beside the file that says they are trusted. */
export async function startCards(
  { folder, report }: Pick<DemoSettings, 'folder' | 'report'>,
  { office, issued }: Issued,
  database: Database,
  running: (() => Promise<unknown>)[],
): Promise<DemoCards> {
  const listening = await listenOffice(office, systemClock)
  running.push(() => listening.stop())
  const cards = join(folder, DEMO_FILES.cards)
  mkdirSync(cards, { recursive: true })
  for (const { userId, p12 } of issued) writeFileSync(cardFileOf(folder, userId), p12, { mode: 0o600 })
  const settings = readCardSettings(writeTrust(cards, office, listening.url))
  if (!settings.ok) throw new Error(settings.refusal.join('; '))
  const open = await openCards({
    ...{ settings: settings.value, database },
    ...{ randomness: systemRandomness, wire: systemClock },
    onFailing: ({ url, lastFault }) => report(new Error(`${url}: ${lastFault?.reason}`)),
    onFault: report,
  })
  running.push(async () => open.stop())
  return { ...open, issued }
}

export function cardFileOf(folder: string, userId: string): string {
  return join(folder, DEMO_FILES.cards, `${userId}.p12`)
}
