import type { Context } from 'hono'
import {
  ADDRESS_FILTERS,
  type AddressFilter,
  type AddressQuery,
  type FirmAddress,
  listAddresses,
} from '../../emails/firm-addresses.ts'
import { UPLOAD_COLUMNS } from '../../emails/rules/read-upload-line.ts'
import { testAddresses } from '../../emails/test-addresses.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import { answerCsv, csvLine } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import { textsOf } from '../../web/frame.ts'
import { enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import type { SurfaceWorld } from '../world.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { mountEmailOfUser } from './email-of-user.tsx'
import { mountEmailUploads } from './email-uploads.tsx'
import { PAGE, pageOf, readListQuery } from './list-query.ts'
import { EmailsPage } from './pages/emails-page.tsx'

/** The addresses of a firm's people, and whether mail reaches them. */
export const mountEmails: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showEmails(c, here))
  app.get(`${at}/emails.csv`, (c) => download(c, here, 'all'))
  app.get(`${at}/users-without-address.csv`, (c) => download(c, here, 'no-address'))
  app.post(`${at}/test`, (c) => postTest(c, here))
  mountEmailUploads(app, here, at)
  mountEmailOfUser(app, here, at)
}

async function showEmails(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { participant, base, around } = inside
  const path = `${base}/emails`
  const query = readListQuery(c, ADDRESS_FILTERS)
  const read = await readAddresses(here.world, participant.id, { ...query, atMost: PAGE + 1 })
  const tested = Number(c.req.query('tested') ?? Number.NaN)
  const page = (
    <EmailsPage
      {...around}
      path={path}
      query={query}
      list={pageOf(path, query, read)}
      tested={Number.isSafeInteger(tested) && tested >= 0 ? tested : null}
    />
  )
  return showPage(c, page)
}

function readAddresses(world: SurfaceWorld, participant: ParticipantId, query: AddressQuery) {
  return world.database.read({ as: 'participant', participant }, (db) => listAddresses(db, query))
}

/** The same columns as an upload takes: what is downloaded can be filled in and sent back. */
async function download(c: Context<WebEnv>, here: RoomsHere, filter: AddressFilter) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { participant, frame } = inside
  const t = textsOf(frame).emails
  const whole = filter === 'all'
  const head = whole ? [...UPLOAD_COLUMNS, t.columns.name, t.columns.mail] : UPLOAD_COLUMNS
  async function* lines() {
    yield csvLine(head)
    for await (const row of allAddresses(here.world, participant.id, filter)) {
      const isUser = row.roles.every((role) => role === 'user')
      if (whole) yield csvLine([row.userId, row.address, row.displayName, t.states[row.state]])
      else if (isUser && row.status === 'active') yield csvLine([row.userId, ''])
    }
  }
  return answerCsv(c, `${participant.code}-${whole ? 'emails' : 'users-without-address'}`, lines())
}

const AT_ONCE = 1_000

async function* allAddresses(
  world: SurfaceWorld,
  participant: ParticipantId,
  filter: AddressFilter,
): AsyncGenerator<FirmAddress> {
  for (let after = ''; ; ) {
    const rows = await readAddresses(world, participant, {
      filter,
      search: '',
      from: { after },
      atMost: AT_ONCE,
    })
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.userId
  }
}

/** It changes nothing, and so needs one person alone, whichever of the administrators. */
async function postTest(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { world } = here
  const { participant, live, at, base } = inside
  const letters = await world.database.write({ as: 'participant', participant: participant.id }, (tx) =>
    testAddresses(tx, world, { participant: participant.id, only: null, by: live.accountId, at }),
  )
  return seeOther(c, `${base}/emails?tested=${letters}`)
}
