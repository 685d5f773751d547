import type { Context, Hono } from 'hono'
import { makeRequest } from '../../changes/make-request.ts'
import { registerFile } from '../../emails/file-change.ts'
import {
  latestUploads,
  readChanges,
  readFaults,
  readUpload,
  requestsOf,
  type Upload,
} from '../../emails/read-upload.ts'
import { receiveUpload } from '../../emails/receive-upload.ts'
import type { UploadId } from '../../kernel/ids.ts'
import { seeOther, showPage, showWaiting } from '../../web/answer.ts'
import { answerCsv, csvLine } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'
import { ADMINISTRATORS } from './administrators.ts'
import { makerOf } from './email-of-user.tsx'
import { UNDER_WAY, UploadPage } from './pages/upload-page.tsx'
import { UploadsPage } from './pages/uploads-page.tsx'

/** Files of addresses: uploaded, looked at, asked for as one request. */
export function mountEmailUploads(app: Hono<WebEnv>, here: RoomsHere, at: string): void {
  const all = `${at}/uploads`
  const one = `${all}/:upload{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}`
  app.get(all, (c) => showUploads(c, here, []))
  app.post(`${all}/upload`, (c) => postUpload(c, here))
  // What a POST showed is at its address: a language link leads back to the list.
  app.get(`${all}/upload`, (c) => showUploads(c, here, []))
  app.get(one, (c) => withUpload(c, here, (found) => showUpload(c, here, found, [])))
  app.get(`${one}/errors.csv`, (c) => withUpload(c, here, (found) => downloadFaults(c, here, found)))
  app.get(`${one}/changes.csv`, (c) => withUpload(c, here, (found) => downloadChanges(c, here, found)))
  app.post(`${one}/submit`, (c) => withUpload(c, here, (found) => postSubmit(c, here, found)))
}

async function showUploads(c: Context<WebEnv>, here: RoomsHere, errors: readonly FieldError[]) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { around, base, participant, at } = inside
  const scope = { as: 'participant', participant: participant.id } as const
  const { uploads, requests } = await here.world.database.read(scope, async (db) => {
    const latest = await latestUploads(db, participant.id, at)
    const ids = latest.map(({ id }) => id)
    return { uploads: latest, requests: await requestsOf(db, ids, participant.id) }
  })
  const page = <UploadsPage {...around} base={base} uploads={uploads} requests={requests} errors={errors} />
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

/** The file flows into the staging tables as it arrives; whoever sent it is led to what was found in it. */
async function postUpload(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const t = textsOf(inside.frame).emails
  const { file } = c.var
  if (file === undefined) return showUploads(c, here, [{ field: 'file', message: t.noFile }])
  const received = await receiveUpload(here.world, {
    participant: inside.participant.id,
    account: inside.live.accountId,
    fileName: shortName(file.name),
    chunks: file.chunks,
    isWhole: () => file.ended() === 'whole',
  })
  if (!received.ok) return showUploads(c, here, [{ field: 'file', message: t.cutOff }])
  return seeOther(c, `${inside.base}/emails/uploads/${received.value}`)
}

/** For people: one line of at most so many characters. */
function shortName(name: string): string {
  return name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 100) || 'CSV'
}

interface Found {
  readonly inside: InsideFirm
  readonly upload: Upload
  readonly path: string
}

async function withUpload(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (found: Found) => Response | Promise<Response>,
) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { participant, at, base } = inside
  const id = c.req.param('upload') as UploadId
  const upload = await here.world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    readUpload(db, id, participant.id, at),
  )
  if (upload === undefined) return c.var.refuse({ status: 404 })
  return answer({ inside, upload, path: `${base}/emails/uploads/${upload.id}` })
}

async function showUpload(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  { inside, upload, path }: Found,
  errors: readonly FieldError[],
) {
  const { around, base, participant, roles } = inside
  const requests = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    requestsOf(db, [upload.id], participant.id),
  )
  const number = requests.get(upload.id)
  const page = (
    <UploadPage
      {...around}
      path={path}
      uploads={`${base}/emails/uploads`}
      upload={upload}
      request={number === undefined ? null : { number, to: `${base}/requests/${number}` }}
      mayAsk={roles.some((role) => role !== 'da-checker')}
      errors={errors}
    />
  )
  return UNDER_WAY.includes(upload.standing)
    ? showWaiting(c, page)
    : showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function postSubmit(c: Context<WebEnv>, here: RoomsHere, found: Found) {
  const { inside, upload, path } = found
  const made = await makeRequest(here.world, {
    ...makerOf(inside),
    kind: registerFile,
    input: { upload: upload.id, sha256: upload.sha256 ?? '', seed: here.world.randomness.uuid() },
    remark: (c.var.form.get('remark') ?? '').trim(),
  })
  if (made.ok) return seeOther(c, `${inside.base}/requests/${made.value.number}`)
  if (made.refusal.is === 'step-up') return askStepUp(c, here, inside, path)
  const texts = textsOf(inside.frame).changes
  const message =
    made.refusal.is === 'problem'
      ? texts.problems[made.refusal.problem.code]
      : texts.refusals[made.refusal.is]
  return showUpload(c, here, found, [{ field: 'remark', message }])
}

const AT_ONCE = 1_000

function downloadFaults(c: Context<WebEnv>, { world }: RoomsHere, { inside, upload }: Found) {
  const { participant, frame } = inside
  const t = textsOf(frame).emails
  async function* lines() {
    const { line, column, wrong, written } = t.faultColumns
    yield csvLine([line, column, wrong, written])
    for (let after = { line: 0, column: 0 }; ; ) {
      const rows = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
        readFaults(db, upload.id, after, AT_ONCE),
      )
      for (const fault of rows) yield csvLine([fault.line, fault.column, t.faults[fault.code], fault.detail])
      const last = rows.at(-1)
      if (last === undefined) return
      after = last
    }
  }
  return answerCsv(c, `${participant.code}-errors`, lines())
}

function downloadChanges(c: Context<WebEnv>, { world }: RoomsHere, { inside, upload }: Found) {
  const { participant, frame } = inside
  const t = textsOf(frame).emails
  async function* lines() {
    const { user, before, after: then, look } = t.changeColumns
    yield csvLine([user, before, then, look])
    for (let after = 0; ; ) {
      const rows = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
        readChanges(db, upload.id, after, AT_ONCE),
      )
      for (const { userId, before: was, after: becomes, warnings } of rows)
        yield csvLine([userId, was, becomes, warnings.map((warning) => t.warnings[warning]).join('; ')])
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.line
    }
  }
  return answerCsv(c, `${participant.code}-changes`, lines())
}
