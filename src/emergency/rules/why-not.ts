import type { AccountStatus } from '../../kernel/vocabulary.ts'

/** Null: an emergency passcode could help him. It stands in for a channel that fails; it sets up nothing and lifts nothing. */
export function whyNot({
  status,
  initiated,
}: {
  readonly status: AccountStatus
  readonly initiated: boolean
}): 'suspended' | 'not-initiated' | null {
  if (status !== 'active') return 'suspended'
  return initiated ? null : 'not-initiated'
}
