import { hmac } from '../kernel/digest.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { budgetKeyBytes } from './budget-key.ts'

/** One User ID tried from one source network. The budget key is an HMAC already, and a secret to whoever sees this one. */
export function placeKeyBytes({
  key,
  network,
}: {
  readonly key: BudgetKey
  readonly network: string
}): Buffer {
  return hmac(budgetKeyBytes(key), 'initiation', network)
}
