import { sha256 } from '../../kernel/digest.ts'
import type { FileName } from '../rules/files.ts'
import { type Draw, drawFrom } from './draw.ts'
import { firmSizes } from './firm-sizes.ts'
import { FIRM_FIRST, FIRM_SECOND, FIRM_TRADES, GIVEN, OFFICES, SURNAMES } from './made-up-names.ts'

/** A user group that each firm has, and whom it is for. */
export interface GroupPlan {
  readonly name: string
  readonly functions: readonly string[]
  readonly isForUsers: boolean
}

export interface DirectorySize {
  /** People of firms; four of the clearing house come on top. */
  readonly users: number
  /** At most as many: each has one person at least. */
  readonly participants: number
  readonly seed: string
}

/** A row of one of the files. */
export interface MadeRow {
  readonly file: FileName
  readonly cells: readonly string[]
}

/** A made-up directory, row by row, in flat memory: the same for the same size, seed and groups. */
export function* makeDirectory(
  { users, participants, seed }: DirectorySize,
  groups: readonly GroupPlan[],
): Generator<MadeRow> {
  const draw = drawFrom(`${seed}/${users}/${participants}`)
  yield* HOUSE
  for (const [index, size] of firmSizes(users, participants, draw).entries()) {
    const firm = makeFirm(index, size, draw)
    yield* firmRows(firm, groups, draw)
    for (let n = 0; n < size; n++) yield* personRows(firm, n, participants, groups, draw)
  }
}

const HOUSE: readonly MadeRow[] = [
  ['HOUSEOM1', 'Au Chi Wai', 'operator-maker'],
  ['HOUSEOC1', 'Ip Mei Yan', 'operator-checker'],
  ['HOUSEHL1', 'Tam Lok Sum', 'hotline'],
  ['HOUSEAU1', 'Yau Wing Shan', 'auditor'],
].map(([id = '', name = '', role = '']) => {
  const email = `${id.toLowerCase()}@clearinghouse.example`
  return { file: 'people.csv', cells: [id, '', name, 'en', '', role, '', 'active', email, ''] }
})

interface Firm {
  readonly index: number
  readonly size: number
  readonly code: string
  readonly en: string
  readonly zh: string
  readonly domain: string
}

function makeFirm(index: number, size: number, draw: Draw): Firm {
  const [first, second, trade] = [draw.oneOf(FIRM_FIRST), draw.oneOf(FIRM_SECOND), draw.oneOf(FIRM_TRADES)]
  const number = index + 1
  const sole = size === 1
  return {
    index,
    size,
    code: codeOf(index),
    en: `${first.en} ${second.en} ${number} ${sole ? '(sole proprietor)' : trade.en}`,
    zh: `${first.zh}${second.zh}${number}${sole ? '（獨資）' : trade.zh}`,
    domain: `${first.en}${second.en}${number}.example`.toLowerCase(),
  }
}

function codeOf(index: number): string {
  return `C${String(index + 1).padStart(5, '0')}`
}

/** Letters first: a spreadsheet takes no such User ID for a number. */
function userIdOf(index: number, n: number): string {
  const letters = [17576, 676, 26, 1].map((weight) =>
    String.fromCharCode(65 + (Math.floor(index / weight) % 26)),
  )
  return `${letters.join('')}${String(n + 1).padStart(6, '0')}`
}

function nameOf(draw: Draw): string {
  return `${draw.oneOf(SURNAMES)} ${draw.oneOf(GIVEN)} ${draw.oneOf(GIVEN)}`
}

function* firmRows(firm: Firm, groups: readonly GroupPlan[], draw: Draw): Generator<MadeRow> {
  const { code, index } = firm
  const network = draw.percent(10) ? `10.${(index >> 8) & 255}.${index & 255}.0/24` : ''
  const single = firm.size === 1 ? 'yes' : 'no'
  yield { file: 'participants.csv', cells: [code, firm.en, firm.zh, single, network] }
  const telephone = `+852 2${String(100 + (index % 900))} ${1000 + draw.integer(9000)}`
  const contact = [nameOf(draw), draw.oneOf(OFFICES), telephone, `office@${firm.domain}`]
  yield { file: 'contacts.csv', cells: [code, ...contact] }
  for (const { name, functions } of groups)
    for (const id of functions) yield { file: 'groups.csv', cells: [code, name, id] }
}

/** The first two of a firm are its Delegated Administrators; a sole proprietor, and each of two, is a user as well. */
function* personRows(
  { index, size, code, domain }: Firm,
  n: number,
  firms: number,
  groups: readonly GroupPlan[],
  draw: Draw,
): Generator<MadeRow> {
  const role = size === 1 ? 'da-single' : (['da-maker', 'da-checker'][n] ?? 'user')
  const name = nameOf(draw)
  const who = [userIdOf(index, n), '', name, draw.percent(60) ? 'en' : 'zh-Hant']
  const status = role === 'user' && draw.percent(2) ? 'suspended' : 'active'
  const email = emailOf(name, n, role, domain, draw)
  const row = (participant: string, as: string): MadeRow => {
    const open = groups.filter(({ isForUsers }) => isForUsers === (as === 'user'))
    const group = open.length === 0 ? '' : draw.oneOf(open).name
    return { file: 'people.csv', cells: [...who, participant, as, group, status, email, ''] }
  }
  yield row(code, role)
  yield* cardRow(userIdOf(index, n), name, draw)
  if (size <= 2) yield row(code, 'user')
  const other = role === 'user' && draw.percent(3) ? draw.integer(firms) : index
  if (other !== index) yield row(codeOf(other), 'user')
}

/** Nineteen in twenty have a card, of the years the registry still has; without a password, whose hash only an office has. */
function* cardRow(id: string, name: string, draw: Draw): Generator<MadeRow> {
  if (draw.percent(5)) return
  const of = (what: string) => sha256(`${what} of ${id}`).toString('hex')
  const from = `${2019 + draw.integer(4)}-09-01T01:00:00Z`
  const card = ['', sha256('Sample card office').toString('hex'), `0${of('serial').slice(1, 16)}`, of('key')]
  const until = `${2026 + draw.integer(4)}-12-31T16:00:00Z`
  const cells = [id, ...card, `CN=${name}, O=Sample`, until, from, 'in-force', '', '', '']
  yield { file: 'cards.csv', cells }
}

/** Nine in ten have an address of their own, some share a mailbox, some have none and can't initiate 2FA yet. */
function emailOf(name: string, n: number, role: string, domain: string, draw: Draw): string {
  const fate = draw.integer(100)
  if (fate < 5) return ''
  if (fate < 8 && role === 'user') return `dealing.desk@${domain}`
  return `${name.toLowerCase().replaceAll(' ', '.')}.${n + 1}@${domain}`
}
