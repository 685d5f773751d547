import type { Programme } from '../programme.ts'
import {
  doorsNobodyMayUse,
  nobodyAbleToLogOn,
  phishingResistance,
  unreachableFunctions,
} from './check-access.ts'
import { assumedInNotices } from './check-assumed.ts'
import { channelStepsInOrder, doorsWithoutChannel, withdrawnInLaunchWeek } from './check-channels.ts'
import { hoursThatEndBeforeTheyBegin, lateDeadlines, launchDay, referencedDays } from './check-days.ts'
import { housesIds, unknownIds } from './check-ids.ts'
import { newNames, untranslatedTexts } from './check-names.ts'
import { overlappingSessions, sessionTimes } from './check-sessions.ts'
import { lastSmartcardDays, overlappingWaves, parallelRun, waveDays } from './check-waves.ts'
import type { Finding, Question } from './finding.ts'

/** Everything a programme is asked before anybody relies on it. */
const QUESTIONS: readonly Question[] = [
  unknownIds,
  housesIds,
  sessionTimes,
  overlappingSessions,
  lateDeadlines,
  launchDay,
  referencedDays,
  hoursThatEndBeforeTheyBegin,
  waveDays,
  overlappingWaves,
  parallelRun,
  lastSmartcardDays,
  channelStepsInOrder,
  doorsWithoutChannel,
  withdrawnInLaunchWeek,
  nobodyAbleToLogOn,
  phishingResistance,
  doorsNobodyMayUse,
  unreachableFunctions,
  newNames,
  untranslatedTexts,
  assumedInNotices,
]

/** Reads a programme like a careful colleague; findings in the order of the file. */
export function check(programme: Programme): readonly Finding[] {
  return QUESTIONS.flatMap((ask) => ask(programme)).sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
}
