import type { Context } from 'hono'
import { type ShelvedDocument, shelf } from '../../documents/write-document.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { textsOf } from '../../web/frame.ts'
import { answerFile, openDocument } from '../documents/answer-document.tsx'
import { DocumentBody } from '../documents/document-page.tsx'
import { ShelfList } from '../documents/shelf-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterConnect, enterWithRight } from './enter-connect.tsx'

const BOTH = ['public', 'client-connect'] as const

/** The documents that are for participants only, beside those for everybody. */
export const mountFirmDocuments: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showShelf(c, here))
  app.get(`${at}/:id`, (c) => showDocument(c, here))
  app.get(`${at}/:id/download`, (c) => download(c, here))
}

async function showShelf(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response) return inside
  const { around, frame, base, inForce, at } = inside
  const t = textsOf(frame).documents
  const hrefOf = ({ document: { id } }: ShelvedDocument) => `${base}/documents/${id}`
  return showPage(
    c,
    <FirmPage {...around} title={t.title}>
      <p class="govuk-body">{t.intro}</p>
      <ShelfList frame={frame} documents={shelf(inForce, at)} hrefOf={hrefOf} />
    </FirmPage>,
  )
}

async function open(c: Context<WebEnv>, here: RoomsHere) {
  const id = c.req.param('id')
  const inside = await enterWithRight(c, here, 'EU_Documents')
  if (inside instanceof Response) return inside
  const opened = openDocument(here.world, inside.inForce, inside.frame, { id, access: BOTH })
  return opened === undefined ? c.var.refuse({ status: 404 }) : { inside, opened }
}

async function showDocument(c: Context<WebEnv>, here: RoomsHere) {
  const found = await open(c, here)
  if (found instanceof Response) return found
  const { inside, opened } = found
  const { document } = opened.shelved
  const back = `${inside.base}/documents`
  return showPage(
    c,
    <FirmPage {...inside.around} title={document.title[inside.frame.visit.language]}>
      <DocumentBody
        frame={inside.frame}
        {...opened}
        back={back}
        download={`${back}/${document.id}/download`}
      />
    </FirmPage>,
  )
}

async function download(c: Context<WebEnv>, here: RoomsHere) {
  const found = await open(c, here)
  return found instanceof Response ? found : answerFile(c, found.inside.frame, found.opened)
}
