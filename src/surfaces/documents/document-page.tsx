import type { ShelvedDocument, WrittenDocument } from '../../documents/write-document.ts'
import { en } from '../../texts/en.ts'
import { momentText } from '../../texts/moments.ts'
import { type Frame, sayDay, textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { Link } from '../../web/link.tsx'
import { DownloadLink } from '../../web/list-parts.tsx'
import { anchor, Sections } from './document-parts.tsx'
import { ShelfList, type ShelfListProps } from './shelf-parts.tsx'

/** `/documents`: what the programme makes public, without login. */
export function ShelfPage(props: ShelfListProps) {
  const t = textsOf(props.frame).documents
  return (
    <Layout frame={props.frame} title={t.title}>
      <h1 class="govuk-heading-l">{t.title}</h1>
      <p class="govuk-body">{t.intro}</p>
      <ShelfList {...props} />
    </Layout>
  )
}

export interface DocumentProps {
  readonly frame: Frame
  readonly shelved: ShelvedDocument
  readonly written: WrittenDocument
  readonly back: string
  readonly download: string
}

export function PublicDocumentPage(props: DocumentProps) {
  const title = props.shelved.document.title[props.frame.visit.language]
  return (
    <Layout frame={props.frame} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <DocumentBody {...props} />
    </Layout>
  )
}

/** The same wherever it is read. */
export function DocumentBody({ frame, shelved, written, back, download }: DocumentProps) {
  const t = textsOf(frame).documents
  return (
    <div class="sp-document">
      <Colophon frame={frame} shelved={shelved} written={written} />
      <p class="sp-document__ways">
        <DownloadLink to={download} label={t.download} /> <Link to={back}>{t.back}</Link>
      </p>
      <nav class="sp-document__contents" aria-labelledby="contents">
        <h2 class="govuk-heading-s" id="contents">
          {t.inPage}
        </h2>
        <ol>
          {written.sections.map(({ heading }, index) => (
            <li>
              <a class="govuk-link" href={`#${anchor(index)}`}>
                {heading}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <Sections sections={written.sections} />
    </div>
  )
}

/** Which version, as of when, and which language counts. */
function Colophon({ frame, shelved, written }: Pick<DocumentProps, 'frame' | 'shelved' | 'written'>) {
  const { documents: t, labels, shell } = textsOf(frame)
  const { language } = frame.visit
  const { zone, now } = frame.standing
  const { from, source } = shelved.document
  const published = sayDay(frame, from) + (source === 'assumed' ? shell.assumed : '')
  return (
    <div class="sp-document__colophon">
      <p>
        {t.version(written.version, published)}
        {shell.between}
        {t.asOf(momentText(language, zone, now, null))}
      </p>
      <p>
        {labels.englishPrevails}
        {language === 'zh-Hant' && <span lang="en">{` ${en.labels.englishPrevails}`}</span>}
      </p>
    </div>
  )
}

/** Without quotation marks and angle brackets: text is escaped here as everywhere. */
const STYLE = [
  'body{font:16px/1.5 system-ui,Noto Sans TC,PingFang HK,Microsoft JhengHei,sans-serif;color:#111;max-width:46rem;margin:2rem auto;padding:0 1rem}',
  'table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:start;font-weight:bold;padding:.25rem 0}',
  'th,td{border:1px solid #888;padding:.35rem .5rem;text-align:start;vertical-align:top}h2{margin-top:2rem}',
  '@page{margin:16mm 15mm 18mm;@bottom-right{content:counter(page);font:9pt system-ui,sans-serif}}',
  '@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt;line-height:1.4}tr,li,p{break-inside:avoid}',
  'h1,h2,caption,thead,p:has(+ ol,+ ul){break-after:avoid}tbody tr:first-child{break-before:avoid}}',
].join('')

/** One file that needs nothing beside it: to keep, to send on, to print. */
export function DocumentFile({
  frame,
  shelved,
  written,
}: Pick<DocumentProps, 'frame' | 'shelved' | 'written'>) {
  const { language } = frame.visit
  const title = shelved.document.title[language]
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <Colophon frame={frame} shelved={shelved} written={written} />
          <Sections sections={written.sections} />
        </main>
      </body>
    </html>
  )
}
