import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pem } from '../../test/support/sample-cards.ts'
import { NO_CARD, presentedToProxy } from './presented-to-proxy.ts'

const DER = Buffer.from('a certificate of some card, which nobody reads here')
const AS_BYTES = `:${DER.toString('base64')}:`
const AS_PEM = encodeURIComponent(pem('CERTIFICATE', DER))
const SAW = { authorized: false, code: undefined, resumed: false }

const said = (verdict: readonly string[] | undefined, card?: readonly string[]) =>
  presentedToProxy({ 'client-cert-verify': verdict, 'client-cert': card })

describe('what a proxy says of a card', () => {
  it.each([
    ['SUCCESS', { ...SAW, authorized: true }],
    ['FAILED:certificate has expired', { ...SAW, code: 'certificate has expired' }],
    ['RESUMED', { ...SAW, resumed: true }],
  ])('is %s, of the certificate as RFC 9440 or as nginx writes it', (verdict, handshake) => {
    for (const written of [AS_BYTES, AS_PEM])
      expect(said([verdict], [written])).toEqual({ card: DER, handshake })
  })

  it('is that there was none', () => {
    expect(said(['NONE'])).toBe(NO_CARD)
  })

  it.each<readonly [string, readonly string[] | undefined, readonly string[] | undefined]>([
    ['nothing', undefined, undefined],
    ['a card and no verdict', undefined, [AS_BYTES]],
    ['a verdict and no card', ['SUCCESS'], undefined],
    ['no card, and one', ['NONE'], [AS_BYTES]],
    ['two verdicts', ['FAILED:x', 'SUCCESS'], [AS_BYTES]],
    ['two cards', ['SUCCESS'], [AS_BYTES, AS_BYTES]],
    ['two cards in one', ['SUCCESS'], [AS_PEM + AS_PEM]],
    ['a word of another proxy', ['success'], [AS_BYTES]],
    ['a verdict with more behind it', ['SUCCESS, FAILED:x'], [AS_BYTES]],
    ['no bytes', ['SUCCESS'], ['::']],
    ['a broken escape', ['SUCCESS'], ['%E0%A4%A']],
    ['more than a header holds', ['SUCCESS'], [`:${'A'.repeat(13_000)}:`]],
  ])('is not believed in part: %s', (_, verdict, card) => {
    expect(said(verdict, card)).toBeUndefined()
  })

  it('is never SUCCESS but by that very word, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('SUCCESS ', 'SUCCESS\n', 'FAILED:SUCCESS', 'RESUMED')),
        (verdict) => {
          fc.pre(verdict !== 'SUCCESS')
          expect(said([verdict], [AS_BYTES])?.handshake.authorized ?? false).toBe(false)
        },
      ),
    )
  })
})
