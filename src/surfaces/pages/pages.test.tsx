import { describe, expect, it } from 'vitest'
import { SITE } from '../../../test/support/card-samples.tsx'
import { type Tag, tagsOf, textOf } from '../../../test/support/html.ts'
import { initiationSamples, logonSamples, pageSamples } from '../../../test/support/page-samples.tsx'
import { sampleFrame } from '../../../test/support/sample-frame.ts'
import type { Language } from '../../kernel/vocabulary.ts'

const LANGUAGES: readonly Language[] = ['en', 'zh-Hant']

interface Page {
  readonly name: string
  readonly language: Language
  readonly html: string
  readonly tags: readonly Tag[]
}

const pages: readonly Page[] = LANGUAGES.flatMap((language) =>
  Object.entries(pageSamples(sampleFrame(language))).map(([name, page]) => {
    const html = page.toString()
    return { name, language, html, tags: tagsOf(html) }
  }),
)

/** What breaks the rule is told by its page: a test each would be three thousand, and take ten times as long. */
function ofEachPage(rule: (page: Page) => void): void {
  for (const page of pages)
    try {
      rule(page)
    } catch (broken) {
      throw new Error(`the page ${page.name} (${page.language}): ${broken}`, { cause: broken })
    }
}

const attribute = (tag: Tag, name: string) => tag.attributes.get(name) ?? ''
const named = (tags: readonly Tag[], name: string) => tags.filter((tag) => tag.name === name)
const fieldsOf = ({ tags }: Page) => named(tags, 'input').filter((tag) => attribute(tag, 'type') !== 'hidden')

const CORPUS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '</title><svg/onload=alert(1)>',
  '</textarea><style>*{display:none}</style>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202e\u0000<b>',
]

describe('a hostile text (attack 32)', () => {
  const structure = (html: string) =>
    tagsOf(html).map((tag) => [tag.name, ...tag.attributes.keys()].join(' '))
  const samplesOf = (language: Language, text?: string) => {
    const say = (own: string) => text ?? own
    return Object.entries(pageSamples(sampleFrame(language, say), say))
  }

  const harmless = LANGUAGES.map((language) => ({
    language,
    structures: new Map(samplesOf(language).map(([name, page]) => [name, structure(page.toString())])),
  }))

  it.each(CORPUS)('%j changes no tag and no attribute of any page, and is shown as text', (text) => {
    for (const { language, structures } of harmless) {
      for (const [name, page] of samplesOf(language, text)) {
        const html = page.toString()
        expect([name, structure(html)]).toEqual([name, structures.get(name)])
        expect(textOf(html)).toContain(text.replace(/\s+/g, ' ').trim())
      }
    }
  })
})

describe('every page', () => {
  it('is looked at, in both languages', () => {
    for (const language of LANGUAGES)
      expect(pages.filter((page) => page.language === language).length).toBeGreaterThan(150)
  })

  it('holds no inline code and no style, so that the policy blocks nothing of it', () => {
    const isInline = (name: string) => name === 'style' || name.startsWith('on')
    const embeds = new Set(['style', 'iframe', 'object', 'embed', 'base'])
    const leadsAway = (href: string) =>
      !href.startsWith(`${SITE}/`) && /^\s*(javascript|data|https?):/i.test(href)
    ofEachPage(({ html, tags }) => {
      expect(tags.filter(({ attributes }) => [...attributes.keys()].some(isInline))).toEqual([])
      expect(tags.filter(({ name }) => embeds.has(name))).toEqual([])
      expect(tags.map((tag) => attribute(tag, 'href')).filter(leadsAway)).toEqual([])
      const scripts = named(tags, 'script')
      expect(scripts.filter(({ end }) => !html.startsWith('</script>', end))).toEqual([])
      expect(scripts.filter((tag) => !tag.attributes.has('src'))).toEqual([])
    })
  })

  it('has one main, one heading of the first level and its language', () => {
    ofEachPage(({ tags, language }) => {
      expect(named(tags, 'main').length).toBe(1)
      expect(named(tags, 'h1').length).toBe(1)
      expect(attribute(tags[0] as Tag, 'lang')).toBe(language)
    })
  })

  it('labels every field and says what to fill in', () => {
    ofEachPage((page) => {
      const labels = named(page.tags, 'label').map((tag) => attribute(tag, 'for'))
      for (const field of fieldsOf(page)) {
        expect(labels).toContain(attribute(field, 'id'))
        expect(attribute(field, 'autocomplete')).not.toBe('')
      }
    })
  })

  it('refers only to ids it has, each once', () => {
    ofEachPage(({ tags }) => {
      const ids = tags.flatMap((tag) => (tag.attributes.has('id') ? [attribute(tag, 'id')] : []))
      expect(new Set(ids).size).toBe(ids.length)
      const referred = tags.flatMap((tag) => [
        ...attribute(tag, 'aria-describedby').split(' '),
        ...attribute(tag, 'aria-labelledby').split(' '),
        attribute(tag, 'href').startsWith('#') ? attribute(tag, 'href').slice(1) : '',
      ])
      expect(referred.filter((id) => id !== '' && !ids.includes(id))).toEqual([])
    })
  })

  it('posts every form with the token of its own address, but for searches, whose address shows no token', () => {
    ofEachPage(({ html, tags }) => {
      for (const form of named(tags, 'form')) {
        const action = attribute(form, 'action')
        if (attribute(form, 'method') === 'get') {
          const search = html.slice(form.end, html.indexOf('</search>', form.end))
          expect([search.includes('</form>'), search.includes('form_token')]).toEqual([true, false])
          continue
        }
        expect(attribute(form, 'method')).toBe('post')
        const token = tags[tags.indexOf(form) + 1] as Tag
        expect([attribute(token, 'name'), attribute(token, 'value')]).toEqual([
          'form_token',
          `token-for-${action}`,
        ])
      }
    })
  })

  it('has at most one primary button and asks for focus in at most one place', () => {
    ofEachPage(({ tags }) => {
      expect(primaryButtons(tags)).toBeLessThanOrEqual(1)
      expect(tags.filter((tag) => tag.attributes.has('autofocus')).length).toBeLessThanOrEqual(1)
    })
  })

  it('of a logon, an initiation or one’s own account puts nothing typed back into a field', () => {
    ofEachPage((page) => {
      if (page.html.includes('class="sp-room"')) return
      const typed = fieldsOf(page).filter((field) => ['text', 'password'].includes(attribute(field, 'type')))
      expect(typed.filter((field) => field.attributes.has('value'))).toEqual([])
    })
  })

  it('ends with whom to call and that the English prevails', () => {
    ofEachPage(({ html }) => {
      const text = textOf(html)
      for (const part of [
        '2979 7222',
        'clearingpsd@hkex.com.hk',
        'If there is any conflict, the English text prevails.',
      ])
        expect(text).toContain(part)
    })
  })
})

function primaryButtons(tags: readonly Tag[]): number {
  return named(tags, 'button').filter((tag) => {
    const classes = attribute(tag, 'class').split(' ')
    return classes.includes('govuk-button') && !classes.includes('govuk-button--secondary')
  }).length
}

describe('a step', () => {
  const steps = LANGUAGES.flatMap((language) => {
    const frame = sampleFrame(language)
    return Object.entries({ ...logonSamples(frame), ...initiationSamples(frame) })
  })

  it.each(steps)('%s has exactly one primary button', (_, page) => {
    expect(primaryButtons(tagsOf(page.toString()))).toBe(1)
  })

  it.each(steps.filter(([name]) => /refused|missing|differs/.test(name)))(
    '%s begins its title with the error',
    (_, page) => {
      const title = named(tagsOf(page.toString()), 'title')[0]
      expect(page.toString().slice(title?.end)).toMatch(/^(Error: |錯誤\uff1a)/)
    },
  )
})
