import type { ChannelKind, SecondFactor } from '../../kernel/vocabulary.ts'

/** What a logon session was made with beside the password, by its `acr`. */
export function secondFactorOf(acr: string): SecondFactor {
  if (acr === 'pwd+emergency') return 'emergency'
  if (acr === 'card') return 'card'
  return acr === 'pwd+email' ? 'email' : 'app'
}

/**
 * By which channels its person is in, for what decides about doors: an emergency passcode stood in for one of his own, and
 * a smartcard's door asks for none.
 */
export function channelsOf<Channel extends string>(
  acr: string,
  own: readonly Channel[],
): readonly (Channel | ChannelKind)[] {
  const factor = secondFactorOf(acr)
  return factor === 'emergency' || factor === 'card' ? own : [factor]
}
