import { describe, expect, it } from 'vitest'
import { SITE } from '../../../test/support/card-samples.tsx'
import { type Tag, tagsOf, textOf } from '../../../test/support/html.ts'
import { initiationSamples, logonSamples, pageSamples } from '../../../test/support/page-samples.tsx'
import { sampleFrame } from '../../../test/support/sample-frame.ts'
import type { Language } from '../../kernel/vocabulary.ts'

const LANGUAGES: readonly Language[] = ['en', 'zh-Hant']

const pages = LANGUAGES.flatMap((language) =>
  Object.entries(pageSamples(sampleFrame(language))).map(([name, page]) => ({
    name,
    language,
    html: page.toString(),
  })),
)
const each = pages.map((page) => [`${page.name} (${page.language})`, page] as const)

const attribute = (tag: Tag, name: string) => tag.attributes.get(name) ?? ''
const named = (html: string, name: string) => tagsOf(html).filter((tag) => tag.name === name)
const fieldsOf = (html: string) => named(html, 'input').filter((tag) => attribute(tag, 'type') !== 'hidden')

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

describe.each(each)('the page %s', (_, { html, language }) => {
  it('holds no inline code and no style, so that the policy blocks nothing of it', () => {
    for (const tag of tagsOf(html)) {
      expect([...tag.attributes.keys()].filter((name) => name === 'style' || name.startsWith('on'))).toEqual(
        [],
      )
      expect(['style', 'iframe', 'object', 'embed', 'base']).not.toContain(tag.name)
      if (!attribute(tag, 'href').startsWith(`${SITE}/`))
        expect(attribute(tag, 'href')).not.toMatch(/^\s*(javascript|data|https?):/i)
      if (tag.name === 'script') expect(html.slice(tag.end)).toMatch(/^<\/script>/)
    }
    expect(named(html, 'script').every((tag) => tag.attributes.has('src'))).toBe(true)
  })

  it('has one main, one heading of the first level and its language', () => {
    expect(named(html, 'main').length).toBe(1)
    expect(named(html, 'h1').length).toBe(1)
    expect(attribute(tagsOf(html)[0] as Tag, 'lang')).toBe(language)
  })

  it('labels every field and says what to fill in', () => {
    const labels = named(html, 'label').map((tag) => attribute(tag, 'for'))
    for (const field of fieldsOf(html)) {
      expect(labels).toContain(attribute(field, 'id'))
      expect(attribute(field, 'autocomplete')).not.toBe('')
    }
  })

  it('refers only to ids it has, each once', () => {
    const ids = tagsOf(html).flatMap((tag) => (tag.attributes.has('id') ? [attribute(tag, 'id')] : []))
    expect(new Set(ids).size).toBe(ids.length)
    const referred = tagsOf(html).flatMap((tag) => [
      ...attribute(tag, 'aria-describedby').split(' '),
      ...attribute(tag, 'aria-labelledby').split(' '),
      attribute(tag, 'href').startsWith('#') ? attribute(tag, 'href').slice(1) : '',
    ])
    expect(referred.filter((id) => id !== '' && !ids.includes(id))).toEqual([])
  })

  it('posts every form with the token of its own address, but for searches, whose address shows no token', () => {
    for (const form of named(html, 'form')) {
      const action = attribute(form, 'action')
      if (attribute(form, 'method') === 'get') {
        const search = html.slice(form.end, html.indexOf('</search>', form.end))
        expect([search.includes('</form>'), search.includes('form_token')]).toEqual([true, false])
        continue
      }
      expect(attribute(form, 'method')).toBe('post')
      const [token] = tagsOf(html.slice(form.end))
      expect([attribute(token as Tag, 'name'), attribute(token as Tag, 'value')]).toEqual([
        'form_token',
        `token-for-${action}`,
      ])
    }
  })

  it('has at most one primary button and asks for focus in at most one place', () => {
    expect(primaryButtons(html)).toBeLessThanOrEqual(1)
    expect(tagsOf(html).filter((tag) => tag.attributes.has('autofocus')).length).toBeLessThanOrEqual(1)
  })

  it('puts nothing typed back into a field of a logon, an initiation or one’s own account', () => {
    if (html.includes('class="sp-room"')) return
    const typed = fieldsOf(html).filter((field) => ['text', 'password'].includes(attribute(field, 'type')))
    expect(typed.filter((field) => field.attributes.has('value'))).toEqual([])
  })

  it('ends with whom to call and that the English prevails', () => {
    const text = textOf(html)
    for (const part of [
      '2979 7222',
      'clearingpsd@hkex.com.hk',
      'If there is any conflict, the English text prevails.',
    ])
      expect(text).toContain(part)
  })
})

function primaryButtons(html: string): number {
  return named(html, 'button').filter((tag) => {
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
    expect(primaryButtons(page.toString())).toBe(1)
  })

  it.each(steps.filter(([name]) => /refused|missing|differs/.test(name)))(
    '%s begins its title with the error',
    (_, page) => {
      const title = named(page.toString(), 'title')[0]
      expect(page.toString().slice(title?.end)).toMatch(/^(Error: |錯誤\uff1a)/)
    },
  )
})
