import type { ShelvedDocument } from '../../documents/write-document.ts'
import { type Frame, sayDay, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Empty, Table } from '../../web/list-parts.tsx'

export interface ShelfListProps {
  readonly frame: Frame
  readonly documents: readonly ShelvedDocument[]
  /** Where a document of ours is read; null where it can't be read from here. */
  readonly hrefOf: (document: ShelvedDocument) => string | null
}

/** All documents of the programme: what can be read, what is yet to come and when, what is to be had elsewhere. */
export function ShelfList({ frame, documents, hrefOf }: ShelfListProps) {
  const { documents: t, list } = textsOf(frame)
  if (documents.length === 0) return <Empty text={list.none} />
  const { language } = frame.visit
  const rows = documents.map((one) => {
    const { document, comesWith, writes, published } = one
    const title = document.title[language]
    const href = published && writes !== null ? hrefOf(one) : null
    const day = sayDay(frame, document.from)
    const where =
      writes === null
        ? t.elsewhere(document.where[language])
        : document.access === 'client-connect' && href === null
          ? t.inConnect
          : t.here
    return [
      href === null ? title : <Link to={href}>{title}</Link>,
      comesWith === null
        ? document.contents[language]
        : t.comesWith(document.contents[language], comesWith.title[language]),
      published ? t.from(day) : t.notYet(day),
      where,
    ]
  })
  const columns = [t.name, t.contents, t.published, t.where].map((label) => ({ label }))
  return <Table caption={t.title} columns={columns} rows={rows} />
}
