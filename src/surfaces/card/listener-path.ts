import type { CardJourney } from '../../sign-in/card-attempt.ts'
import type { LogonDoor } from '../doors.ts'

/** Where the listener asks for the card of an attempt of this journey, and where the pages hear that it was proven. */
export function listenerPath(journey: CardJourney, { path }: LogonDoor): string {
  return journey === 'card' ? path : `${path}/confirm`
}
