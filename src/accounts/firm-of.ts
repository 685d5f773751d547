import type { ParticipantId } from '../kernel/ids.ts'

/** The firm a change of its users is asked for. Their kinds go through the firm's chain, which has one always. */
export function firmOf(participant: ParticipantId | null): ParticipantId {
  if (participant === null) throw new Error("a firm's user is changed for a firm")
  return participant
}
