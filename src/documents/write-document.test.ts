import { describe, expect, it } from 'vitest'
import { approved, edited, hongKong, parallel, parsed, seoch } from '../../test/support/programme-samples.ts'
import type { Programme } from '../programme/programme.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { Section } from '../texts/documents/document-facts.ts'
import type { ProductFacts } from './facts-of-programme.ts'
import { shelf, writeDocument } from './write-document.ts'

const product = (rule: string): ProductFacts => ({
  passwordRules: [rule],
  codes: { digits: 8, minutes: 10, tries: 5 },
  lock: { failures: 10, longestMinutes: 30 },
  idleMinutes: { terminal: 30, administration: 15, connect: 30 },
})
const PRODUCT = { en: product('has at least 12 characters'), 'zh-Hant': product('最少 12 個字元') }
const IDS = ['information-package', 'user-guide', 'administrator-guide', 'client-connect-guide'] as const
const MAY = hongKong('05-24 09:00')
const undecided = (programme: Programme): InForce => ({ programme, decisions: [] })

type Id = (typeof IDS)[number]
const write = (inForce: InForce, id: Id, language: 'en' | 'zh-Hant' = 'en', at = MAY) =>
  writeDocument(inForce, id, language, at, PRODUCT)

/** Every string of a document, one by one. */
function lines(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ heading, parts }) => [
    heading,
    ...parts.flatMap((part) => {
      if (typeof part === 'string') return [part]
      if ('steps' in part) return part.steps
      if ('list' in part) return part.list
      return [part.caption, ...part.head, ...part.rows.flat()]
    }),
  ])
}

const shape = (sections: readonly Section[]) =>
  sections.map(({ parts }) =>
    parts.map((part) => {
      if (typeof part === 'string') return 'text'
      return 'rows' in part
        ? part.rows.map((row) => row.length)
        : ('steps' in part ? part.steps : part.list).length
    }),
  )

describe('the shelf', () => {
  it('holds all documents of the programme, published from 00:00 of their day', () => {
    const open = (at: string) =>
      shelf(undecided(seoch), hongKong(at)).flatMap(({ document, published }) =>
        published ? [document.id] : [],
      )
    expect(open('05-23 23:59')).toEqual([])
    const atFirst = ['information-package', 'administrator-guide', 'client-connect-guide']
    expect(open('05-24 00:00')).toEqual(atFirst)
    expect(open('06-01 23:59')).toEqual(atFirst)
    expect(open('06-02 00:00')).toContain('user-guide')
  })

  it('has the guides beside the document they come with, as public as it, and none where the file names none', () => {
    const guides = (programme: Programme) =>
      shelf(undecided(programme), MAY).flatMap(({ document, comesWith, writes }) =>
        comesWith === null ? [] : [[document.id, writes, comesWith.id, document.access]],
      )
    expect(guides(seoch)).toEqual([
      ['administrator-guide', 'administrator-guide', 'information-package', 'public'],
      ['client-connect-guide', 'client-connect-guide', 'information-package', 'public'],
    ])
    const line = '    guides: { source: assumed, ids: [administrator-guide, client-connect-guide] }\n'
    expect(guides(parsed(edited([line, ''])))).toEqual([])
  })

  it('names a document that is not ours, and writes nothing for it', () => {
    const other = parsed(edited(['  user-guide:\n', '  tariff:\n']))
    const shelved = shelf(undecided(other), MAY).find(({ document }) => document.id === 'tariff')
    expect(shelved?.writes).toBeNull()
  })
})

describe('the information package', () => {
  it('holds the four things that the circular says of it, and the doors to the letter', () => {
    const text = lines(write(undecided(seoch), 'information-package').sections)
    for (const heading of [
      'Changes of operations',
      'Pre-launch preparation',
      'Account migration arrangement',
      'Email registration procedure',
    ])
      expect(text).toContain(heading)
    const whole = text.join('\n')
    for (const { label } of seoch.doors) expect(whole).toContain(label.en)
    expect(whole).toContain('CD/OEC/SEOCH/138/2023')
    expect(whole).toContain('Regulatory approval')
    expect(whole).toContain('Saturday 10 June 2023 18:00–20:00')
    expect(whole).toContain('2979 7222')
  })

  it('says how the launch stands, with what was decided, at the instant it is read', () => {
    const said = (inForce: InForce, at: string) =>
      lines(write(inForce, 'information-package', 'en', hongKong(at)).sections).join('\n')
    expect(said(undecided(seoch), '06-05 09:00')).toContain('tentative until it is approved')
    expect(said(approved, '06-11 18:00')).toContain('Approved for Monday 12 June 2023.')
    expect(said(approved, '06-11 18:00')).toContain('Until it is approved')
    expect(said(approved, '06-13 09:00')).not.toContain('Until it is approved')
    expect(said(approved, '06-13 09:00')).toContain('It has been in effect since Monday 12 June 2023.')
  })

  it('has the last smartcard days where there is a parallel run', () => {
    expect(lines(write(undecided(parallel), 'information-package').sections).join('\n')).toMatch(
      /last day of the smartcard .*\(assumed\)/,
    )
  })
})

describe('every document', () => {
  it.each(IDS)('%s has the same sections, lists and tables in both languages, and no text left out', (id) => {
    const [english, chinese] = [write(approved, id), write(approved, id, 'zh-Hant')]
    expect(shape(chinese.sections)).toEqual(shape(english.sections))
    expect(chinese.version).toBe(english.version)
    for (const line of [...lines(english.sections), ...lines(chinese.sections)]) {
      expect(line.trim()).not.toBe('')
      expect(line).not.toMatch(/undefined|null|NaN|\[object/)
    }
    for (const line of lines(english.sections)) expect(line).not.toMatch(/\p{Script=Han}/u)
    for (const { heading } of chinese.sections) expect(heading).toMatch(/\p{Script=Han}/u)
  })

  it.each(IDS)('%s prints no assumed value without its mark', (id) => {
    const assumed = parsed(edited(['launch:\n  source: circular\n', 'launch:\n  source: assumed\n']))
    const marks = { en: '(assumed)', 'zh-Hant': '（假定）' } as const
    for (const language of ['en', 'zh-Hant'] as const) {
      const text = lines(write(undecided(assumed), id, language).sections)
      const values = [
        '07:00–23:00',
        '07:30–19:00',
        language === 'en' ? 'Monday 12 June 2023' : '2023年6月12日（星期一）',
        seoch.contacts[0]?.hours[language] ?? '',
        'Firms that did not register are admitted as well.',
        '未登記的公司亦可參加。',
      ]
      const stated = seoch.sessions.flatMap(({ notes }) => notes.map((note) => note[language]))
      for (const line of text.filter((one) => !stated.includes(one)))
        for (const value of values)
          if (line.includes(value) && !isCarried(line)) expect(line).toContain(marks[language])
    }
  })

  it.each(IDS)('%s is another version when the programme says something else', (id) => {
    const moved = parsed(edited(['    telephone: 2979 7222\n', '    telephone: 2979 7333\n']))
    expect(write(undecided(moved), id).version).not.toBe(write(undecided(seoch), id).version)
    expect(write(undecided(seoch), id).version).toBe(write(undecided(seoch), id).version)
  })
})

/** What is carried forward to the next business day is the circular's own statement about its sessions. */
function isCarried(line: string): boolean {
  return /carried forward|保留至/.test(line)
}
