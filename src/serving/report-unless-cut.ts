import { DatabaseUnavailable } from '../db/database-unavailable.ts'
import { OutcomeUnknown } from '../db/outcome-unknown.ts'
import type { Parts } from '../wire.ts'

/** Whoever discards a branch cuts its connections before the nodes know, in the midst of a commit too: that is no fault of anything. */
export function reportUnlessCut(report: Parts['report'], isOpen: () => Promise<boolean>) {
  return async (...[fault, reference]: Parameters<Parts['report']>): Promise<void> => {
    const isCut = fault instanceof DatabaseUnavailable || fault instanceof OutcomeUnknown
    if (!isCut || (await isOpen())) report(fault, reference)
  }
}
