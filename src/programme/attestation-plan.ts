import type { Block } from './block.ts'

/** When firms say of everybody that he still needs his access (rules/attestation-period.ts). None: nobody is asked. */
export interface AttestationPlan extends Block {
  readonly firstDue: Temporal.PlainDate
  readonly everyMonths: number
  readonly opensDaysBefore: number
  /** Who has not logged on for so many days is looked at first. */
  readonly dormantAfterDays: number
}
