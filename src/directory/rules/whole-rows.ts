import { isBefore } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Known } from './read-cell.ts'

/** The cells of a row by column, and back: what no cell shows by itself. */
export type Cells = Readonly<Record<string, string>>
export type ReadWhole = (cells: Cells, known: Known) => Result<Cells, Misfit>

export interface Misfit {
  readonly field: string
  readonly reason: string
}

/** Roles of the clearing house itself: they belong to no participant. */
export const HOUSE_ROLES = ['operator-maker', 'operator-checker', 'hotline', 'auditor']

const misfit = (field: string, reason: string) => refused({ field, reason })
const has = (cells: Cells, field: string) => (cells[field] ?? '') !== ''

export const personRow: ReadWhole = (cells) => {
  const role = cells['role'] ?? ''
  const ofHouse = HOUSE_ROLES.includes(role)
  if (ofHouse && has(cells, 'participant'))
    return misfit('participant', `is for firms; ${role} belongs to none: leave it empty`)
  if (!ofHouse && !has(cells, 'participant'))
    return misfit('participant', `is empty: ${role} of which participant?`)
  if (ofHouse && has(cells, 'groups')) return misfit('groups', 'are a participant’s: leave it empty')
  if (role !== 'client-connect' && has(cells, 'access_rights'))
    return misfit('access_rights', 'are for client-connect: leave it empty')
  return done(cells)
}

/** Both cells were read as moments before. */
const momentOf = (cells: Cells, field: string) => Temporal.Instant.from(cells[field] ?? '')

const OF_CERTIFICATE = ['issuer', 'serial', 'key', 'subject', 'not_after'] as const

/** A card is named by its certificate, or by what the certificate would say of it; not by both, which might disagree. */
export const cardRow: ReadWhole = (cells, known) => {
  const named = readNamed(cells, known)
  if (!named.ok) return named
  const ended = cells['state'] !== 'in-force'
  if (ended && !has(cells, 'until')) return misfit('until', `is empty: ${cells['state']} since when?`)
  if (!ended && has(cells, 'until')) return misfit('until', 'is for a card that ended: leave it empty')
  if (ended && isBefore(momentOf(cells, 'until'), momentOf(cells, 'from')))
    return misfit('until', 'lies before from')
  if (ended && has(cells, 'card_password'))
    return misfit('card_password', 'goes with the card in force: leave it empty here')
  if (has(cells, 'card_password') !== has(cells, 'password_from'))
    return misfit('password_from', 'and card_password belong together')
  return named
}

function readNamed(cells: Cells, { cards }: Known): Result<Cells, Misfit> {
  if (has(cells, 'certificate')) {
    const twice = OF_CERTIFICATE.find((field) => has(cells, field))
    if (twice !== undefined) return misfit(twice, 'is in the certificate: leave it empty')
    const read = cards.readCertificate(cells['certificate'] ?? '')
    return read.ok ? done({ ...cells, ...read.value, certificate: '' }) : misfit('certificate', read.refusal)
  }
  const missing = OF_CERTIFICATE.find((field) => !has(cells, field))
  return missing === undefined
    ? done(cells)
    : misfit(missing, 'is empty: write the certificate, or all five that name the card')
}
