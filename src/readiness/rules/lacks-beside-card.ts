import type { Instant } from '../../kernel/instant.ts'
import type { Door, Programme } from '../../programme/programme.ts'
import { lacksAt } from '../../programme/rules/decide.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import type { ReasonCode } from '../../programme/rules/reasons.ts'

/**
 * What keeps somebody from every OTP door, where smartcard doors alone lead him in; empty for everybody else. `ways`: the
 * doors that lead him in. An OTP door that is closed for now is asked as if it were open, and an attempt lock is for
 * minutes: who has initiated does not hang on his card.
 */
export function lacksBesideCard(
  programme: Programme,
  facts: Facts,
  ways: readonly Door[],
  at: Instant,
): readonly ReasonCode[] {
  if (!ways.some(({ means }) => means === 'smartcard')) return []
  const unlocked = { ...facts, lockedUntil: null }
  const lacking = programme.doors
    .filter(({ means, admits }) => means === 'otp' && admits.some((role) => facts.roles.includes(role)))
    .map((door) => lacksAt(programme, door, unlocked, at))
  if (lacking.length === 0) return ['not-entitled']
  if (lacking.some((lacks) => lacks.length === 0)) return []
  const entitled = lacking.filter((lacks) => !lacks.includes('not-entitled'))
  return [...new Set((entitled.length > 0 ? entitled : lacking).flat())]
}
