import type { z } from 'zod'
import type { AuditWorld } from '../audit/record-event.ts'
import type { Database, ReadDb, Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'
import type { AccessRight, Chain } from '../kernel/vocabulary.ts'
import type { Programme } from '../programme/programme.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { Texts } from '../texts/texts.ts'

type Words = Texts['changes']
export type KindId = keyof Words['kinds']
export type FieldName = keyof Words['fields']
export type ProblemCode = keyof Words['problems']

/**
 * A kind of privileged change. `Input` is what a person asks for, and all that is kept of it: ids to be created are in it.
 * When it is decided it is parsed, looked at and proposed again, and must come out as it was shown.
 */
export interface ChangeKind<Input, Seen, Proposal> {
  readonly id: KindId
  /** Through whose hands it goes (rules/who-may.ts). What goes through two chains is two kinds. */
  readonly chain: Chain
  /** What a Client Connect user must be allowed, of both the maker and the checker. */
  readonly right?: AccessRight
  /** It acts at once on one person's word, and is confirmed or lifted by another (spec 5). */
  readonly restricts: boolean
  readonly input: z.ZodType<Input>
  /** The target as it stands. Whatever belongs to a firm is looked for in `known.participant` alone. */
  look(db: ReadDb, input: Input, known: Known): Promise<Seen>
  /** Pure: exactly what would be done, or why it can't be. */
  propose(input: Input, seen: Seen): Result<Draft<Proposal>, Problem>
  /** Does exactly the proposal. A database refusal throws and rolls the change back whole. */
  apply(tx: Tx, world: ChangeWorld, proposal: Proposal, authority: Authority, at: Instant): Promise<void>
  /** Of kinds that restrict: takes it back. Nothing where it is in force no more. */
  lift?(tx: Tx, world: ChangeWorld, input: Input, authority: Authority, at: Instant): Promise<void>
  /** Where it concerns `many`: whether one of these accounts, all of one person, is among them. */
  concernsAny?(db: ReadDb, input: Input, accounts: readonly AccountId[]): Promise<boolean>
}

/** What a look may know besides the database. */
export interface Known {
  readonly programme: Programme
  /** The firm for which it is asked; null: the estate. */
  readonly participant: ParticipantId | null
  readonly at: Instant
}

/** What would be done. */
export interface Draft<Proposal> {
  readonly proposal: Proposal
  /** Nobody makes or checks what concerns an account of his own person. */
  readonly concerns: readonly AccountId[] | 'many'
  /** Before and after, for people: at most 200. None: nothing changes. */
  readonly lines: readonly ChangeLine[]
  /** How many lines there are besides. */
  readonly more: number
  /** All that the proposal rests on, as text; where it differs when it is decided, the request is void. */
  readonly before: string
}

export const MOST_LINES = 200

export interface ChangeLine {
  /** A User ID, a group's name …: what the field is of. */
  readonly about: string
  readonly field: FieldName
  readonly before: string | null
  readonly after: string | null
}

/** Why something can't be done; `field` is the form's. */
export interface Problem {
  readonly code: ProblemCode
  readonly field?: string
}

/** On whose word a change is applied. It is written into the change's audit event. */
export type Authority =
  /** What stood in a registry's files; `signed`: by whom it was decided there. */
  | { readonly by: 'import'; readonly file: string; readonly signed?: TwoPeople }
  | ({
      readonly by: 'request'
      readonly number: RequestNumber
      readonly authoriser: AccountId | null
      readonly singleControl: boolean
    } & TwoPeople)
  /** A restricting change, at once. */
  | { readonly by: 'one-person'; readonly number: RequestNumber; readonly maker: AccountId }

/** Under single control they are one. */
interface TwoPeople {
  readonly maker: AccountId
  readonly checker: AccountId
}

/** What a change may use while it is applied. */
export interface ChangeWorld extends AuditWorld {
  readonly programme: Programme
  /** For letters that tell of it: they wait sealed. */
  readonly sealer: Sealer
  /** For word of how far a long change is, which is seen before its end. */
  readonly database: Database
}

/** The authority as an audit event states it. */
export function authorityFacts(authority: Authority): Record<string, string | boolean> {
  switch (authority.by) {
    case 'import':
      return { by: 'import', file: authority.file, ...authority.signed }
    case 'one-person':
      return { by: 'one-person', request: authority.number, maker: authority.maker }
    case 'request': {
      const { number, maker, checker, authoriser, singleControl } = authority
      const third = authoriser === null ? {} : { authoriser }
      return {
        by: 'request',
        request: number,
        maker,
        checker,
        ...third,
        ...(singleControl && { singleControl }),
      }
    }
  }
}
