import { eachCard } from '../../cards/list-cards.ts'
import { cardStanding } from '../../cards/rules/card-standing.ts'
import { saySerial } from '../../cards/rules/say-serial.ts'
import type { Database } from '../../db/transaction.ts'
import type { Instant } from '../../kernel/instant.ts'
import { eachProfile, eachUser } from '../../listings/each-user.ts'
import { readGroups } from '../../listings/read-groups.ts'
import type { UsersWanted } from '../../listings/users-wanted.ts'
import type { Programme } from '../../programme/programme.ts'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { csvLine } from '../../web/answer-csv.ts'
import { type Frame, textsOf } from '../../web/frame.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { Listing } from './pages/listings-page.tsx'

/** What a listing is made of. */
export interface ListingSource {
  readonly database: Database
  readonly programme: Programme
  readonly participant: InsideFirm['participant']['id']
  readonly frame: Frame
  /** Which people the listings of people hold. */
  readonly wanted: UsersWanted
  readonly at: Instant
}

type Lines = (source: ListingSource) => AsyncGenerator<string>

/** The lines of each listing, its heading first, in the language of the page it was asked on. */
export const LINES: Readonly<Record<Listing, Lines>> = {
  users: userLines,
  disabled: userLines,
  profiles: profileLines,
  groups: groupLines,
  cards: cardLines,
}

async function* userLines({ database, participant, frame, wanted }: ListingSource) {
  const { listings, roles, users, labels, user } = textsOf(frame)
  const c = listings.cells
  yield csvLine([c.userId, c.name, c.language, c.role, c.status, c.email, c.initiated, c.channels])
  for await (const one of eachUser(database, participant, wanted))
    yield csvLine([
      one.user_id,
      one.display_name,
      user.languages[one.language],
      one.roles.map((role) => roles[role]).join('; '),
      users.status[one.status],
      one.email,
      one.initiated ? c.yes : c.no,
      one.channels.map((kind) => labels[kind]).join('; '),
    ])
}

async function* profileLines({ database, programme, participant, frame }: ListingSource) {
  const { listings, users, user } = textsOf(frame)
  const c = listings.cells
  yield csvLine([c.userId, c.name, c.language, c.status, c.group, c.functions, c.lastLogon])
  for await (const line of eachProfile(database, participant))
    yield csvLine([
      line.user_id,
      line.display_name,
      user.languages[line.language],
      users.status[line.status],
      line.group,
      line.functions.map((id) => functionOf(programme, id)?.name[frame.visit.language] ?? id).join('; '),
      line.last_logon && minute(line.last_logon, programme.clock.zone),
    ])
}

async function* groupLines({ database, programme, participant, frame }: ListingSource) {
  const c = textsOf(frame).listings.cells
  yield csvLine([c.group, c.function, c.members])
  const scope = { as: 'participant', participant } as const
  for (const { name, functions, members } of await database.read(scope, (db) =>
    readGroups(db, participant),
  )) {
    const names = functions.map((id) => functionOf(programme, id)?.name[frame.visit.language] ?? id)
    for (const given of names.length === 0 ? [null] : names) yield csvLine([name, given, members])
  }
}

/** `2023-06-10 18:05`: what every spreadsheet takes for a time, in the programme's zone. */
function minute(at: Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime()
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

async function* cardLines({ database, programme, participant, frame, at }: ListingSource) {
  const { columns: t, standings } = textsOf(frame).cardRegister
  const day = (when: Instant | null) =>
    when === null ? null : when.toZonedDateTimeISO(programme.clock.zone).toPlainDate().toString()
  yield csvLine([t.userId, t.name, t.serial, t.validTo, t.standing, t.lastUsed])
  for await (const card of eachCard(database, participant)) {
    const { userId, displayName, serial, notAfter, endedBecause, lastUsed } = card
    const standing = notAfter && standings[cardStanding({ notAfter, endedBecause }, at)]
    yield csvLine([userId, displayName, serial && saySerial(serial), day(notAfter), standing, day(lastUsed)])
  }
}
