import type { Context, Hono } from 'hono'
import { shelf } from '../../documents/write-document.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { frameOf } from '../standing-of.ts'
import type { SurfaceWorld } from '../world.ts'
import { answerFile, openDocument } from './answer-document.tsx'
import { PublicDocumentPage, ShelfPage } from './document-page.tsx'

const SHELF = '/documents'

/** What the programme makes public, without login; what it does not is named, and where to have it. */
export function mountDocuments(app: Hono<WebEnv>, world: SurfaceWorld): void {
  app.get(SHELF, async (c) => {
    const { frame, inForce, at } = await lookUp(c, world)
    const hrefOf = ({ document }: { readonly document: { readonly id: string; readonly access: string } }) =>
      document.access === 'public' ? `${SHELF}/${document.id}` : null
    return showPage(c, <ShelfPage frame={frame} documents={shelf(inForce, at)} hrefOf={hrefOf} />)
  })
  app.get(`${SHELF}/:id`, async (c) => {
    const { frame, opened } = await open(c, world)
    if (opened === undefined) return c.var.refuse({ status: 404 })
    const here = `${SHELF}/${opened.shelved.document.id}`
    return showPage(
      c,
      <PublicDocumentPage frame={frame} {...opened} back={SHELF} download={`${here}/download`} />,
    )
  })
  app.get(`${SHELF}/:id/download`, async (c) => {
    const { frame, opened } = await open(c, world)
    return opened === undefined ? c.var.refuse({ status: 404 }) : answerFile(c, frame, opened)
  })
}

async function lookUp(c: Context<WebEnv>, world: SurfaceWorld) {
  const at = world.clocks.programme.now()
  const { inForce } = await world.recentInForce.now()
  return { at, inForce, frame: frameOf(world, 'ccms', c.var.visit, at) }
}

async function open(c: Context<WebEnv>, world: SurfaceWorld) {
  const { frame, inForce } = await lookUp(c, world)
  const opened = openDocument(world, inForce, frame, { id: c.req.param('id'), access: ['public'] })
  return { frame, opened }
}
