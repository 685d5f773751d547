import type { AccessRight, Chain, Role } from '../../kernel/vocabulary.ts'

/**
 * Through whose hands a change goes. Each is another person.
 *
 * | chain     | asked by                      | checked by                     | authorised by    |
 * | --------- | ----------------------------- | ------------------------------ | ---------------- |
 * | firm      | DA maker of the firm          | DA checker of the firm         |                  |
 * | connect   | Client Connect user, by right | another one, by the same right | operator checker |
 * | operators | operator maker                | operator checker               |                  |
 *
 * Single control, granted to a firm: its `da-single` asks, and it is done. In a firm where it is not granted, or no more,
 * he is a maker and a checker like others. What restricts may be asked by the checker's side too, and is then decided by
 * the maker's: between the two there is one of each.
 */
const HANDS: Readonly<Record<Chain, Hands>> = {
  firm: { makers: ['da-maker', 'da-single'], checkers: ['da-checker', 'da-single'] },
  connect: { makers: ['client-connect'], checkers: ['client-connect'] },
  operators: { makers: ['operator-maker'], checkers: ['operator-checker'] },
}
const AUTHORISERS: readonly Role[] = ['operator-checker']

interface Hands {
  readonly makers: readonly Role[]
  readonly checkers: readonly Role[]
}

/** What is asked of a kind of change here. */
export interface Asking {
  readonly chain: Chain
  readonly restricts: boolean
  readonly right: AccessRight | null
}

/** What somebody holds in force now, in the place where he acts: in one firm, or as an operator. */
export interface Held {
  readonly active: boolean
  /** His roles in the firm; none where he has none there any more. */
  readonly inFirm: readonly Role[]
  readonly rights: readonly AccessRight[]
  readonly asOperator: readonly Role[]
}

export function mayMake(asking: Asking, held: Held): boolean {
  const { makers, checkers } = HANDS[asking.chain]
  return holds(asking, held, asking.restricts ? [...makers, ...checkers] : makers)
}

/** `maker`: what the maker holds now; what restricts is decided by who completes the two. */
export function mayCheck(asking: Asking, held: Held, maker: Held): boolean {
  const { makers, checkers } = HANDS[asking.chain]
  if (holds(asking, held, checkers)) return true
  return asking.restricts && holds(asking, maker, checkers) && holds(asking, held, makers)
}

/** The third person of chain connect; and who stands in where a request waits and no checker of the firm can come. */
export function mayAuthorise(held: Held): boolean {
  return held.active && held.asOperator.some((role) => AUTHORISERS.includes(role))
}

export function hasSingleControl(asking: Asking, held: Held, granted: boolean): boolean {
  return granted && asking.chain === 'firm' && held.active && held.inFirm.includes('da-single')
}

/** Everybody who may have a hand in it on the maker's side: among them its checkers are looked for. */
export function rolesOf(chain: Chain): readonly Role[] {
  const { makers, checkers } = HANDS[chain]
  return [...new Set([...makers, ...checkers])]
}

/** Those who decide on what does not restrict. */
export function rolesThatDecide(chain: Chain): readonly Role[] {
  return HANDS[chain].checkers
}

/** Whether anything in that place ever waits for him. */
export function hasAHand({ active, inFirm, asOperator }: Held, asOperators: boolean): boolean {
  if (asOperators) return active && asOperator.some((role) => rolesOf('operators').includes(role))
  return active && inFirm.some((role) => [...rolesOf('firm'), ...rolesOf('connect')].includes(role))
}

function holds({ chain, right }: Asking, held: Held, roles: readonly Role[]): boolean {
  const here = chain === 'operators' ? held.asOperator : held.inFirm
  const hasRight = chain !== 'connect' || (right !== null && held.rights.includes(right))
  return held.active && hasRight && here.some((role) => roles.includes(role))
}
