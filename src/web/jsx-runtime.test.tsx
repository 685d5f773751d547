import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsx } from './jsx-runtime.ts'
import type { Child } from './markup.ts'

const read = (markup: string) =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('text on a page', () => {
  it('comes out as it was, and ends neither its element nor its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", 'lt;', 'a', '中') }), (text) => {
        const written = String(<b title={text}>{text}</b>)
        const [, title = '', inside = ''] = /^<b title="([^"<>]*)">([^"<>]*)<\/b>$/.exec(written) ?? []
        expect([read(title), read(inside)]).toEqual([text, text])
      }),
    )
  })

  it('is escaped once, however deep it lies', () => {
    const Say = ({ children }: { readonly children: Child }) => <i>{children}</i>
    expect(String(<Say>{[<Say>{'<&>'}</Say>, ['"', "'"]]}</Say>)).toBe(
      '<i><i>&lt;&amp;&gt;</i>&quot;&#39;</i>',
    )
  })
})

describe('an element', () => {
  it('shows nothing where there is nothing, and a nought where there is one', () => {
    expect(
      String(
        <p>
          {null}
          {undefined}
          {false}
          {true}
          {0}
        </p>,
      ),
    ).toBe('<p>0</p>')
  })

  it('has what is there or not, words where it has words, and no attribute that is nothing', () => {
    expect(String(<input autofocus={true} checked={false} spellcheck={false} lang={undefined} />)).toBe(
      '<input autofocus="" spellcheck="false"/>',
    )
    expect(String(<script src="/a.js" />)).toBe('<script src="/a.js"></script>')
  })

  it('of a component is what that shows, whatever it is', () => {
    const Nothing = () => null
    const Said = () => 'a < b'
    expect(
      String(
        <>
          <Nothing />
          <Said />
        </>,
      ),
    ).toBe('a &lt; b')
  })

  it.each(['a b', 'onclick="x', 'a>', ''])('takes %j for no name', (name) => {
    expect(() => jsx('p', { [name]: 'x' })).toThrow('no name in markup')
    expect(() => jsx(name, {})).toThrow('no name in markup')
  })

  it('takes no markup in an attribute', () => {
    expect(() => jsx('p', { title: <b /> })).toThrow('markup in an attribute')
  })
})
