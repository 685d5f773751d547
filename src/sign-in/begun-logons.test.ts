import { expect, it } from 'vitest'
import type { AccountId, AttemptId, BudgetKey } from '../kernel/ids.ts'
import { rememberBegunLogons } from './begun-logons.ts'
import type { Ticket } from './ticket.ts'

const ticket = (n: number, secret = 'its own'): Ticket => ({ attemptId: `attempt ${n}` as AttemptId, secret })
const whose = (n: number) => ({
  accountId: `account ${n}` as AccountId,
  budgetKey: `budget ${n}` as BudgetKey,
})

it('knows whose a logon is by its ticket, and not by its id with another secret', () => {
  const begun = rememberBegunLogons(10)
  begun.learn(ticket(1), whose(1))
  expect([begun.whose(ticket(1)), begun.whose(ticket(1, 'guessed')), begun.whose(ticket(2))]).toEqual([
    whose(1),
    undefined,
    undefined,
  ])
})

it('forgets what is completed, and of too many those begun first', () => {
  const begun = rememberBegunLogons(2)
  for (const n of [1, 2, 3]) begun.learn(ticket(n), whose(n))
  begun.forget(ticket(3))
  expect([1, 2, 3].map((n) => begun.whose(ticket(n)))).toEqual([undefined, whose(2), undefined])
})
