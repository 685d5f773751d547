import type { Context } from 'hono'
import {
  type ShelvedDocument,
  shelf,
  type WrittenDocument,
  writeDocument,
} from '../../documents/write-document.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { showPage } from '../../web/answer.ts'
import type { Frame } from '../../web/frame.ts'
import type { SurfaceWorld } from '../world.ts'
import { DocumentFile } from './document-page.tsx'
import { productFacts } from './product-facts.ts'

export interface Opened {
  readonly shelved: ShelvedDocument
  readonly written: WrittenDocument
}

/** The document of this id, if it is published and one of `access`; what is not there and what may not be read are alike. */
export function openDocument(
  world: SurfaceWorld,
  inForce: InForce,
  frame: Frame,
  wanted: { readonly id: string | undefined; readonly access: readonly ('public' | 'client-connect')[] },
): Opened | undefined {
  const { now } = frame.standing
  const shelved = shelf(inForce, now).find(({ document }) => document.id === wanted.id)
  if (shelved === undefined || !shelved.published || shelved.writes === null) return undefined
  if (!wanted.access.includes(shelved.document.access)) return undefined
  const { language } = frame.visit
  return { shelved, written: writeDocument(inForce, shelved.writes, language, now, productFacts(world)) }
}

export function answerFile(c: Context, frame: Frame, { shelved, written }: Opened): Response {
  const name = `${shelved.document.id}.${frame.visit.language}.html`
  const page = <DocumentFile frame={frame} shelved={shelved} written={written} />
  return showPage(c, page, 200, { 'Content-Disposition': `attachment; filename="${name}"` })
}
