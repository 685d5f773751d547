import type { ReadDb, Tx } from '../db/transaction.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { AccessRight } from '../kernel/vocabulary.ts'
import {
  type Authority,
  type ChangeKind,
  type ChangeWorld,
  type Draft,
  type KindId,
  type Known,
  MOST_LINES,
  type Problem,
} from './kind.ts'

/** A kind as the engine holds it: what it asks for and proposes is its own affair. */
export interface CataloguedKind extends Pick<ChangeKind<never, never, never>, 'id' | 'chain' | 'restricts'> {
  readonly right: AccessRight | null
  /** What a person asks for, from a page or as stored. */
  parse(input: unknown): Result<Asked, Problem>
}

/** An input that was parsed. */
export interface Asked {
  /** As it is stored and digested: nothing is in it that the kind does not name. */
  readonly input: string
  /** Looks at the target and says what would be done. */
  draft(db: ReadDb, known: Known): Promise<Result<Drawn, Problem>>
  concernsAny(db: ReadDb, accounts: readonly AccountId[]): Promise<boolean>
  lift(tx: Tx, world: ChangeWorld, authority: Authority, at: Instant): Promise<void>
}

export interface Drawn extends Omit<Draft<unknown>, 'proposal'> {
  apply(tx: Tx, world: ChangeWorld, authority: Authority, at: Instant): Promise<void>
}

export type KindsOfChange = ReadonlyMap<KindId, CataloguedKind>

export function catalogued<Input, Seen, Proposal>(kind: ChangeKind<Input, Seen, Proposal>): CataloguedKind {
  const { id, chain, restricts, right = null } = kind
  return {
    ...{ id, chain, restricts, right },
    parse: (input) => {
      const parsed = kind.input.safeParse(input)
      if (parsed.success) return done(asked(kind, parsed.data))
      const field = parsed.error.issues[0]?.path.join('.')
      return refused({ code: 'malformed', ...(field ? { field } : {}) })
    },
  }
}

function asked<Input, Seen, Proposal>(kind: ChangeKind<Input, Seen, Proposal>, input: Input): Asked {
  return {
    input: canonicalJson(input),
    draft: async (db, known) => {
      const proposed = kind.propose(input, await kind.look(db, input, known))
      if (!proposed.ok) return proposed
      const { proposal, ...draft } = proposed.value
      if (draft.lines.length > MOST_LINES) throw new Error(`${kind.id}: too many lines to be shown`)
      return done({
        ...draft,
        apply: (tx, world, authority, at) => kind.apply(tx, world, proposal, authority, at),
      })
    },
    // What can't be asked concerns everybody: nobody then acts on himself by omission.
    concernsAny: async (db, accounts) => (await kind.concernsAny?.(db, input, accounts)) ?? true,
    lift: async (tx, world, authority, at) => kind.lift?.(tx, world, input, authority, at),
  }
}
