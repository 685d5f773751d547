import { isAtOrBefore, parseInstant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import type { ReadCell } from './read-cell.ts'

/** SHA-256, as OpenSSL and Windows write it: with or without colons, small letters or capitals. */
export const sha256Digest: ReadCell = (text) => {
  const hex = bareHex(text)
  return /^[0-9a-f]{64}$/.test(hex) ? done(hex) : refused(`"${text}" is not a SHA-256: 64 hex digits`)
}

/** A serial number as the register keeps it: as DER writes an integer (X.690 §8.3.2), so that 0A, a and 00:0a are one. */
export const serialNumber: ReadCell = (text) => {
  const digits = bareHex(text).replace(/^0+(?=.)/, '')
  if (!/^[0-9a-f]{1,40}$/.test(digits))
    return refused(`"${text}" is not a serial number: hex digits, 20 octets at most`)
  const octets = digits.padStart(digits.length + (digits.length % 2), '0')
  return done(Number.parseInt(octets.slice(0, 2), 16) < 0x80 ? octets : `00${octets}`)
}

function bareHex(text: string): string {
  return text.replaceAll(/[:\s]/g, '').toLowerCase()
}

/** Written as the comparison reads it out of the database: in UTC, without needless zeros. */
export const moment: ReadCell = (text) => {
  const at = parseInstant(text)
  return at === undefined
    ? refused(`"${text}" is not a time with its offset, such as 2023-04-03T09:00+08:00`)
    : done(at.round('microsecond').toString())
}

/** A moment that has been: the register keeps no card for later. */
export const pastMoment: ReadCell = (text, known) => {
  const read = moment(text, known)
  if (!read.ok || isAtOrBefore(Temporal.Instant.from(read.value), known.at)) return read
  return refused(`"${text}" lies ahead`)
}

/** A certificate is the row's to read (card-row.ts). A PEM file has line breaks: they become blanks, or nothing. */
export const certificate: ReadCell = (text) => done(text)

/** Kept sealed from here on, under its digest; nothing else of it is compared, shown or exported. */
export const passwordHash: ReadCell = (text, { cards }) => cards.keepHash(text)
