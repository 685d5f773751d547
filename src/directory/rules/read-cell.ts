import type { FiledCards } from '../../cards/read-filed.ts'
import { parseUserId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { isNetwork } from '../../kernel/is-network.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { ACCESS_RIGHTS } from '../../kernel/vocabulary.ts'
import { parseMailAddress } from '../../mail/rules/mail-address.ts'

/** What a file may name without having said it itself. */
export interface Known {
  /** The functions of the programme file. */
  readonly functions: ReadonlySet<string>
  readonly cards: FiledCards
  /** The instant of the import. */
  readonly at: Instant
}

/** Reads a cleaned cell into the text that is compared and stored, or says what to do about it. */
export type ReadCell = (text: string, known: Known) => Result<string, string>

export const optional =
  (read: ReadCell): ReadCell =>
  (text, known) =>
    text === '' ? done('') : read(text, known)

export const participantCode: ReadCell = (text) =>
  /^[A-Z0-9]{2,12}$/.test(text) ? done(text) : notA(text, 'a participant code: 2 to 12 capitals and digits')

export const userId: ReadCell = (text) => {
  const id = parseUserId(text)
  return id === undefined ? notA(text, 'a User ID: 6 to 12 letters and digits') : done(id)
}

export const personKey: ReadCell = (text) =>
  /^[\w.-]{1,40}$/.test(text)
    ? done(text)
    : notA(text, "a registry's key of a person: 1 to 40 letters, digits, dots and hyphens")

/** A name of a person, a firm, an office or a group. `;` parts a list and `/` a key, so a listed name has neither. */
export const name: ReadCell = (text) => {
  if (text === '') return refused('is empty: fill it in')
  return text.length <= 200 ? done(text) : refused(`has ${text.length} characters; 200 are the most`)
}

export const listedName: ReadCell = (text, known) =>
  /[;/]/.test(text) ? refused(`"${text}" holds a semicolon or a slash; such a name can't`) : name(text, known)

/** Names, parted by semicolons: each once, sorted, so that another order is no difference. */
export const listOfNames: ReadCell = (text, known) => {
  const names = text.split(';').map((one) => one.trim())
  const bad = names.map((one) => listedName(one, known)).find((read) => !read.ok)
  return bad ?? done([...new Set(names)].sort(byCodePoint).join(';'))
}

/** Parted by semicolons, as the groups are. */
export const accessRights: ReadCell = (text, known) => {
  const rights = text.split(';').map((one) => one.trim())
  const bad = rights.map((one) => oneOf(...ACCESS_RIGHTS)(one, known)).find((read) => !read.ok)
  return bad ?? done([...new Set(rights)].sort(byCodePoint).join(';'))
}

export const telephone: ReadCell = (text) =>
  /^\+?[0-9][0-9 ()-]{4,24}$/.test(text)
    ? done(text)
    : notA(text, 'a telephone number: digits, blanks, hyphens; +852 first for Hong Kong')

export const mailAddress: ReadCell = (text) => {
  if (parseMailAddress(text) !== undefined) return done(text)
  if (/[,;\s]/.test(text)) return refused(`"${text}" is not one email address; a cell holds exactly one`)
  return notA(text, 'an email address, such as chan.mei.ting@firm.example')
}

/** Networks, parted by blanks, as PostgreSQL writes a cidr. */
export const networks: ReadCell = (text) => {
  const all = text.split(/\s+/)
  const bad = all.find((network) => !isNetwork(network))
  if (bad === undefined) return done([...new Set(all)].sort(byCodePoint).join(' '))
  return notA(bad, 'a network, such as 203.0.113.0/24, with nothing behind the prefix but zeros')
}

export const functionId: ReadCell = (text, { functions }) =>
  functions.has(text)
    ? done(text)
    : refused(`"${text}" is no function of the programme, which has ${[...functions].join(', ')}`)

export const oneOf =
  (...words: readonly string[]): ReadCell =>
  (text) =>
    words.includes(text) ? done(text) : refused(`"${text}" is not one of ${words.join(', ')}`)

export const accountStatus: ReadCell = (text, known) => {
  const instead = 'an import removes nobody: write suspended, and remove the account when all agree'
  return text === 'removed' ? refused(instead) : oneOf('active', 'suspended')(text, known)
}

function notA(text: string, what: string): Result<never, string> {
  if (text === '') return refused(`is empty: it should be ${what}`)
  const full = /[\uff01-\uff5e\u3000]/.exec(text)?.[0]
  if (full !== undefined)
    return refused(`"${text}" holds a full-width character (${full}): type it as ${narrow(full)}`)
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(text))
    return refused(
      `"${text}" is what Excel makes of a long number: format the column as Text and type it again`,
    )
  return refused(`"${text}" is not ${what}`)
}

/** U+FF01 to U+FF5E stand for U+0021 to U+007E (Unicode, Halfwidth and Fullwidth Forms). */
function narrow(character: string): string {
  return character === '\u3000' ? 'a blank' : character.normalize('NFKC')
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
