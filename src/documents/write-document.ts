import { sha256 } from '../kernel/digest.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Guide, ProgrammeDocument } from '../programme/document-plan.ts'
import { instantOf, MIDNIGHT } from '../programme/rules/calendar.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { DocumentTexts, Section } from '../texts/documents/document-facts.ts'
import { documentsEn } from '../texts/documents/documents.en.ts'
import { documentsZhHant } from '../texts/documents/documents.zh-Hant.ts'
import { textsIn } from '../texts/texts.ts'
import { factsOfProgramme, type ProductFacts } from './facts-of-programme.ts'

/** A document of the programme, as it stands on the shelf. */
export interface ShelvedDocument {
  readonly document: Omit<ProgrammeDocument, 'guides'>
  /** Of a guide: the document that it comes with. */
  readonly comesWith: ProgrammeDocument | null
  /** Null: this product writes none of that name, and it is had only where the file says. */
  readonly writes: keyof DocumentTexts | null
  readonly published: boolean
}

export interface WrittenDocument {
  readonly sections: readonly Section[]
  /** Of what it says in English, the text that prevails: equal as long as that is. */
  readonly version: string
}

const TEXTS: Readonly<Record<Language, DocumentTexts>> = { en: documentsEn, 'zh-Hant': documentsZhHant }

/** All of them, each with its guides after it; those not yet published as well: a reader is told from when. */
export function shelf({ programme }: Pick<InForce, 'programme'>, at: Instant): readonly ShelvedDocument[] {
  return programme.documents.flatMap((document) => {
    const published = isAtOrBefore(instantOf(programme.clock.zone, document.from, MIDNIGHT), at)
    const { guides, ...said } = document
    const ours = isOurs(document.id) ? document.id : null
    return [
      { document: said, comesWith: null, writes: ours, published },
      ...(guides?.ids ?? []).map((id) => ({
        document: { ...said, id, ...namesOf(id, said) },
        comesWith: document,
        writes: id,
        published,
      })),
    ]
  })
}

/** A guide is published where and when its document is; only its name is its own, and that is ours. */
function namesOf(id: Guide, { source }: Pick<ProgrammeDocument, 'source'>) {
  const [en, zh] = [textsIn('en').documents.guides[id], textsIn('zh-Hant').documents.guides[id]]
  return {
    title: { source, en: en.title, 'zh-Hant': zh.title },
    contents: { source, en: en.contents, 'zh-Hant': zh.contents },
  }
}

function isOurs(id: string): id is keyof DocumentTexts {
  return Object.hasOwn(documentsEn, id)
}

/** The document as it reads at this instant: from the programme in force, what was decided, and how the product is set. */
export function writeDocument(
  inForce: InForce,
  id: keyof DocumentTexts,
  language: Language,
  at: Instant,
  product: Readonly<Record<Language, ProductFacts>>,
): WrittenDocument {
  const write = (of: Language) => TEXTS[of][id](factsOfProgramme(inForce, of, at, product[of]))
  const english = write('en')
  const version = sha256(Buffer.from(JSON.stringify(english)))
    .toString('hex')
    .slice(0, 8)
    .toUpperCase()
  return { sections: language === 'en' ? english : write(language), version }
}
