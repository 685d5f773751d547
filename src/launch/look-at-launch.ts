import type { Known } from '../changes/kind.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'
import { inForceOf } from '../programme/rules/extended.ts'
import { type Course, courseOf, courseOfPlan } from '../programme/rules/launch.ts'
import { SOMEBODY, type Who } from '../programme/rules/who.ts'
import { type BranchesJudged, judgeBranches } from '../sites/judge-branches.ts'
import { readDecisions } from './read-in-force.ts'
import type { SomeId } from './record-decision.ts'

/** How the launch stands for those whom a decision would be about. */
export interface LaunchAsSeen {
  /** Who they are, for people: a code, a User ID, or the programme. */
  readonly about: string
  readonly course: Course
  /** How many decisions are recorded. */
  readonly revision: number
  /** The account, where it is about one person. */
  readonly concerns: readonly AccountId[]
  readonly branches: BranchesJudged
  readonly programme: Programme
  readonly at: Instant
}

/** Undefined where there is no such firm or person. */
export async function lookAtLaunch(
  db: ReadDb,
  { programme, at }: Known,
  programmeId: string,
  of: 'everybody' | SomeId,
): Promise<LaunchAsSeen | undefined> {
  const { decisions, revision } = await readDecisions(db, programmeId)
  const branches = await judgeBranches(db)
  const inForce = inForceOf(programme, decisions)
  if (of === 'everybody') {
    const course = courseOfPlan(inForce, programme.launch, at)
    return { about: programmeId, course, revision, concerns: [], branches, programme, at }
  }
  const who = 'person' in of ? await readPerson(db, of.person) : await readFirm(db, of.participant)
  if (who === undefined) return undefined
  const concerns = 'person' in of ? [of.person] : []
  const about = who.userId || who.participants.join(' ')
  return { about, course: courseOf(inForce, who, at), revision, concerns, branches, programme, at }
}

async function readFirm(db: ReadDb, id: ParticipantId): Promise<Who | undefined> {
  const firm = await db.selectFrom('participant').select('code').where('id', '=', id).executeTakeFirst()
  return firm && { ...SOMEBODY, participants: [firm.code] }
}

async function readPerson(db: ReadDb, id: AccountId): Promise<Who | undefined> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('membership', (on) =>
      on.onRef('membership.account_id', '=', 'account.id').on('membership.valid_to', 'is', null),
    )
    .leftJoin('participant', 'participant.id', 'membership.participant_id')
    .select(['account.user_id', 'membership.role', 'participant.code'])
    .where('account.id', '=', id)
    .execute()
  const [first] = rows
  if (first === undefined) return undefined
  const known = <Value>(value: Value | null): readonly Value[] => (value === null ? [] : [value])
  return {
    userId: first.user_id,
    participants: rows.flatMap(({ code }) => known(code)),
    roles: rows.flatMap(({ role }) => known(role)),
  }
}
