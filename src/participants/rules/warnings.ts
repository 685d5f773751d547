/** How a firm's Delegated Administrators stand, all together. */
export interface Administration {
  readonly singleControl: boolean
  /** In force and not suspended. Under single control one person counts as both. */
  readonly makers: number
  readonly checkers: number
  /** Of them, who has set up 2FA. */
  readonly ableToLogOn: number
  readonly withoutEmail: number
  /** A maker and a checker have one registered email between them. */
  readonly sharesAddress: boolean
}

export type Warning = 'nobody-can-log-on' | 'few-makers' | 'few-checkers' | 'no-email' | 'shared-address'

/** P4: with one maker and one checker a firm is a holiday away from standing still. */
const ENOUGH = 2

/**
 * What an operator should see to before the firm finds out, worst first.
 *
 * | warning             | there is one where                                            | under single control |
 * | ------------------- | ------------------------------------------------------------- | -------------------- |
 * | `nobody-can-log-on` | no DA is active and initiated: only DA 3 helps                | the same             |
 * | `few-makers`        | fewer than two makers                                         | none at all          |
 * | `few-checkers`      | fewer than two checkers                                       | none at all          |
 * | `no-email`          | a DA has no registered email, and can't initiate              | the same             |
 * | `shared-address`    | maker and checker share an address: two hands, one mailbox    | never                |
 */
export function warningsOf(of: Administration): readonly Warning[] {
  const enough = of.singleControl ? 1 : ENOUGH
  const rows: readonly (readonly [Warning, boolean])[] = [
    ['nobody-can-log-on', of.ableToLogOn === 0],
    ['few-makers', of.makers < enough],
    ['few-checkers', of.checkers < enough],
    ['no-email', of.withoutEmail > 0],
    ['shared-address', !of.singleControl && of.sharesAddress],
  ]
  return rows.flatMap(([warning, is]) => (is ? [warning] : []))
}
