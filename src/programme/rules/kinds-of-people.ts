import type { UserId } from '../../kernel/ids.ts'
import type { Door } from '../programme.ts'
import type { InForce, Some } from './in-force.ts'
import { concerns, SOMEBODY, type Who, waveOf } from './who.ts'

/**
 * One of each kind of person that a door may meet: told apart by wave, last smartcard day and decision, and by nothing
 * else. Where nobody is known yet, on a landing page, a door is open if it is to one of these.
 *
 * One role and one participant each are enough: who has several is in the wave, and has the last day, of one of them.
 */
export function oneOfEachKind(inForce: InForce, door: Door): readonly Who[] {
  const { participants, persons } = namedIn(inForce)
  const kinds = new Map<string, Who>()
  for (const role of door.admits)
    for (const participant of [null, ...participants])
      for (const person of [null, ...persons]) {
        const who: Who = {
          userId: person ?? SOMEBODY.userId,
          participants: participant === null ? [] : [participant],
          roles: [role],
        }
        const kind = kindOf(inForce, door, who)
        if (!kinds.has(kind)) kinds.set(kind, who)
      }
  return [...kinds.values()]
}

function namedIn({ programme, decisions }: InForce) {
  const { waves, parallelRun } = programme.launch
  const subjects = decisions.map((one): Some | 'everybody' => ('of' in one ? one.of : 'everybody'))
  const participants = [
    ...waves.flatMap((wave) => wave.participants ?? []),
    ...(parallelRun?.exceptions ?? []).map((day) => day.participant),
    ...subjects.flatMap((of) => (of !== 'everybody' && 'participant' in of ? of.participant : [])),
  ]
  const persons = subjects.flatMap((of): readonly UserId[] =>
    of !== 'everybody' && 'person' in of ? [of.person] : [],
  )
  return { participants: new Set(participants), persons: new Set(persons) }
}

function kindOf({ programme, decisions }: InForce, door: Door, who: Who): string {
  const { launch } = programme
  const day = launch.parallelRun?.exceptions.findIndex(
    ({ participant, system }) => system === door.system && who.participants.includes(participant),
  )
  const concerning = decisions.map((decision) => (concerns(decision, who) ? 1 : 0))
  return [waveOf(launch, who)?.id, day, ...concerning].join()
}
