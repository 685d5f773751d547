import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { MORNING, sampleOffice } from '../../../test/support/sample-cards.ts'
import type { CardOffice } from '../../demo/card-office/open-card-office.ts'
import { readCertificate, readPemCertificates } from './certificate.ts'
import { NotDer, readDer } from './der.ts'
import { readOcspAnswer } from './ocsp-answer.ts'
import { readRevocationList } from './revocation-list.ts'
import { readBoolean, readInteger, readOid, readTime } from './values.ts'

let office: CardOffice
let certificate: Uint8Array
let list: Uint8Array

beforeAll(async () => {
  office = await sampleOffice()
  certificate = office.root.certificate
  list = await office.list(office.root, MORNING)
})

const der = (hex: string) => readDer(Buffer.from(hex, 'hex'))

describe('strict DER', () => {
  it.each([
    ['a length without end', '3080020100', readDer],
    ['a length longer than it need be', '308103020100', readDer],
    ['a length with a leading zero', '30820003020100', readDer],
    ['something after the end', '02010000', readDer],
    ['a value cut short', '020200', readDer],
    ['a tag of several octets', '1f810100', readDer],
  ])('%s is refused', (_what, hex, read) => {
    expect(() => read(Buffer.from(hex, 'hex'))).toThrow(NotDer)
  })

  it.each([
    ['an integer with a needless octet', () => readInteger(der('02020001'))],
    ['a negative integer with a needless octet', () => readInteger(der('0202ff80'))],
    ['an empty integer', () => readInteger(der('0200'))],
    ['a truth that is neither', () => readBoolean(der('010101'))],
    ['an identifier with a needless octet', () => readOid(der('06022a80'))],
    ['an identifier with a padded arc', () => readOid(der('06032a8001'))],
    ['a time without seconds', () => readTime(der('170b323330363132303733305a'))],
    ['a time with fractions', () => readTime(der('181132303233303631323037333030302e355a'))],
    ['a thirteenth month', () => readTime(der('170d3233313331323037333030305a'))],
  ])('%s is refused', (_what, read) => {
    expect(read).toThrow(NotDer)
  })

  it('reads years as RFC 5280 counts them: 49 is 2049, 50 is 1950', () => {
    expect(String(readTime(der('170d3439303631323037333030305a')))).toBe('2049-06-12T07:30:00Z')
    expect(String(readTime(der('170d3530303631323037333030305a')))).toBe('1950-06-12T07:30:00Z')
  })
})

describe('whatever bytes come', () => {
  const READERS = [readCertificate, readRevocationList, readOcspAnswer]

  it('reading ends in a value or a refusal, never in an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const read of READERS) expect(typeof read(bytes).ok).toBe('boolean')
      }),
    )
  })

  it('nor does it where one octet of a certificate, a list or a signed whole was changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, change) => {
        for (const whole of [certificate, list]) {
          const changed = Uint8Array.from(whole)
          const at = place % whole.length
          changed[at] = (changed[at] ?? 0) ^ change
          for (const read of READERS) expect(typeof read(changed).ok).toBe('boolean')
        }
      }),
    )
  })

  it('of a certificate cut anywhere nothing is read', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), (length) => {
        expect(readCertificate(certificate.subarray(0, length))).toEqual({ ok: false, refusal: 'malformed' })
      }),
    )
  })
})

describe('PEM', () => {
  const pem = (label: string, bytes: Uint8Array) =>
    `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`

  it('of certificates is read whole', () => {
    const text = [office.root, ...office.issuing].map((one) => pem('CERTIFICATE', one.certificate)).join('')
    const read = readPemCertificates(text)
    expect(read.ok && read.value.map(({ subject }) => subject.text.split(',')[0])).toEqual([
      'CN=Sample Card Root',
      'CN=Sample Cards A',
      'CN=Sample Cards B',
    ])
  })

  it('of several lists is refused: all but one would be lost without a word', () => {
    expect(readRevocationList(Buffer.from(pem('X509 CRL', list))).ok).toBe(true)
    expect(readRevocationList(Buffer.from(pem('X509 CRL', list).repeat(2))).ok).toBe(false)
  })
})
