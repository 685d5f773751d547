import type { Context } from 'hono'
import type { AccountId } from '../../kernel/ids.ts'
import { type ListedUser, selectUsers } from '../../listings/select-users.ts'
import {
  readUsersWanted,
  sayUsersWanted,
  USER_FILTERS,
  USER_SORTS,
  type UsersWanted,
} from '../../listings/users-wanted.ts'
import { askOfFirm, type StandingInFirm, standInFirm } from '../../readiness/stand-in-firm.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS, mayMake } from './administrators.ts'
import { mountAskingAboutUser } from './ask-about-user.tsx'
import { mountAskingForEmergency } from './ask-emergency.tsx'
import { type UserLine, UsersPage, type UsersPageProps } from './pages/users-page.tsx'
import { mountUser } from './user.tsx'
import { mountUserForms } from './user-forms.tsx'

const ON_A_PAGE = 50

/** A firm's people: the list, each one's profile, and what may be asked for about them. */
export const mountUsers: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showUsers(c, here))
  mountUserForms(app, here, at)
  mountUser(app, here, at)
  mountAskingAboutUser(app, here, at)
  mountAskingForEmergency(app, here, at)
}

async function showUsers(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, around, base } = entered
  const wanted = readUsersWanted((name) => c.req.query(name))
  const asked = askOfFirm(entered.inForce, entered.at)
  const scope = { as: 'participant', participant: participant.id } as const
  const { page, standings } = await here.world.database.read(scope, async (db) => {
    const found = await selectUsers(db, wanted, ON_A_PAGE)
    return { page: found, standings: await standInFirm(db, asked, participant.id, found.rows) }
  })
  const lines = page.rows.map((row) => lineOf(row, standings, base))
  const to = addresses(entered, wanted, {
    first: page.isMoreBefore ? page.rows.at(0) : undefined,
    last: page.isMoreAfter ? page.rows.at(-1) : undefined,
  })
  return showPage(c, <UsersPage {...around} wanted={wanted} counts={page.counts} lines={lines} to={to} />)
}

function lineOf(row: ListedUser, standings: ReadonlyMap<AccountId, StandingInFirm>, base: string): UserLine {
  return {
    userId: row.user_id,
    href: `${base}/users/${row.user_id}`,
    name: row.display_name,
    roles: row.roles,
    status: row.status,
    email: row.email,
    standing: standings.get(row.id)?.name ?? null,
  }
}

interface Ends {
  readonly first: ListedUser | undefined
  readonly last: ListedUser | undefined
}

/** The same list, otherwise: each address keeps the rest of what was asked for. */
function addresses(entered: InsideFirm, wanted: UsersWanted, { first, last }: Ends): UsersPageProps['to'] {
  const { base } = entered
  const list = `${base}/users`
  const otherwise = (other: Partial<UsersWanted>) =>
    list + sayUsersWanted({ ...wanted, from: null, ...other })
  const beyond = (side: 'after' | 'before', row: ListedUser | undefined) =>
    row === undefined ? null : otherwise({ from: { side, userId: row.user_id } })
  return {
    list,
    filter: byEach(USER_FILTERS, (filter) => otherwise({ filter })),
    sort: byEach(USER_SORTS, (sort) => otherwise({ sort })),
    previous: beyond('before', first),
    next: beyond('after', last),
    file: `${base}/listings/users.csv${sayUsersWanted({ ...wanted, from: null })}`,
    create: mayMake(entered) ? `${list}/new` : null,
  }
}

function byEach<Name extends string, T>(names: readonly Name[], of: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>
}
