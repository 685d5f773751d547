import type { UserId } from '../../kernel/ids.ts'
import type { Door } from '../programme.ts'
import type { InForce, LaunchDecision } from './in-force.ts'
import { SOMEBODY, type Who, waveOf } from './who.ts'

/**
 * One of each kind of person that a door may meet: told apart by wave, last smartcard day and decision, and by nothing
 * else. Where nobody is known yet, on a landing page, a door is open if it is to one of these.
 *
 * One role and one participant each are enough: who has several is in the wave, and has the last day, of one of them. And
 * nobody needs both a participant's grace and one of his own: the door is open to him if it is by either. (With a switch
 * of his own he does: a grace counts from when the door closed for him.)
 */
export function oneOfEachKind(inForce: InForce, door: Door): readonly Who[] {
  const { participants, persons } = namedIn(inForce)
  const kinds = new Map<string, Who>()
  const add = (participant: string | null, person: UserId | null) => {
    for (const role of door.admits) {
      const userId = person ?? SOMEBODY.userId
      const who = { userId, participants: participant === null ? [] : [participant], roles: [role] }
      const decided = participants.decided.has(participant) ? participant : null
      const kind = [...kindInFile(inForce, door, who), decided, person].join()
      if (!kinds.has(kind)) kinds.set(kind, who)
    }
  }
  const switching = [null, ...participants.switching]
  for (const participant of [...switching, ...participants.graced])
    for (const person of [null, ...persons.switching]) add(participant, person)
  for (const participant of switching) for (const person of persons.graced) add(participant, person)
  return [...kinds.values()]
}

/** Who is named where his switch or his last day is at stake, and who in a grace alone. */
function namedIn({ programme, decisions }: InForce) {
  const { waves, parallelRun } = programme.launch
  const graces = decisions.filter(({ kind }) => kind === 'grace')
  const moves = decisions.filter(({ kind }) => kind !== 'grace')
  const inFile = [
    ...waves.flatMap((wave) => wave.participants ?? []),
    ...(parallelRun?.exceptions ?? []).map((day) => day.participant),
  ]
  const participants = new Set([...inFile, ...moves.flatMap(participantOf)])
  const persons = new Set(moves.flatMap(personOf))
  return {
    participants: {
      decided: new Set<string | null>(decisions.flatMap(participantOf)),
      switching: participants,
      graced: new Set(graces.flatMap(participantOf)).difference(participants),
    },
    persons: { switching: persons, graced: new Set(graces.flatMap(personOf)).difference(persons) },
  }
}

function participantOf(decision: LaunchDecision): readonly string[] {
  const of = 'of' in decision ? decision.of : 'everybody'
  return of !== 'everybody' && 'participant' in of ? [of.participant] : []
}

function personOf(decision: LaunchDecision): readonly UserId[] {
  const of = 'of' in decision ? decision.of : 'everybody'
  return of !== 'everybody' && 'person' in of ? [of.person] : []
}

function kindInFile({ programme: { launch } }: InForce, door: Door, who: Who) {
  const day = launch.parallelRun?.exceptions.findIndex(
    ({ participant, system }) => system === door.system && who.participants.includes(participant),
  )
  return [waveOf(launch, who)?.id, day]
}
