import type { AccountId, PersonId, UserId } from '../../kernel/ids.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Role } from '../../kernel/vocabulary.ts'

/** An operator in force: an active account of the clearing house. */
export interface Operator {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly userId: UserId
  readonly roles: readonly Role[]
}

/** Who is said to have approved what. */
export interface Approval {
  readonly maker: UserId
  readonly checker: UserId
  /** The digest the dry run showed. */
  readonly proposal: string
}

export type Approved =
  | { readonly by: 'first-import' }
  | { readonly by: 'two-operators'; readonly maker: AccountId; readonly checker: AccountId }

/**
 * May this proposal be applied? Two operators must have approved exactly it. Into a directory that has no two operators
 * yet somebody must bring them: that import needs nobody, and its evidence says so (ADR 11).
 */
export function judgeApproval(
  approval: Approval | undefined,
  proposal: string,
  operators: readonly Operator[],
): Result<Approved, string> {
  const has = (role: Role) => operators.filter(({ roles }) => roles.includes(role))
  const [makers, checkers] = [has('operator-maker'), has('operator-checker')]
  const two = makers.some((maker) => checkers.some((checker) => checker.personId !== maker.personId))
  if (!two) return done({ by: 'first-import' })
  if (approval === undefined)
    return refused(
      `two operators approve an import: --maker ID --checker ID --proposal ${proposal}, once both have read the dry run`,
    )
  const maker = makers.find(({ userId }) => userId === approval.maker)
  const checker = checkers.find(({ userId }) => userId === approval.checker)
  if (maker === undefined) return refused(`--maker ${approval.maker} is no active operator-maker`)
  if (checker === undefined) return refused(`--checker ${approval.checker} is no active operator-checker`)
  if (maker.personId === checker.personId) return refused('--maker and --checker are one person')
  if (approval.proposal !== proposal)
    return refused(`--proposal ${approval.proposal} was approved; these files and options are ${proposal}`)
  return done({ by: 'two-operators', maker: maker.accountId, checker: checker.accountId })
}
