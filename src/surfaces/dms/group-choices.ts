import type { FunctionId } from '../../kernel/ids.ts'
import { readGroups } from '../../listings/read-groups.ts'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { textsOf } from '../../web/frame.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'

/** The groups a user may be put into, each with what it opens, in plain names. A DA's groups are none of them. */
export async function groupChoices({ world }: RoomsHere, { participant, frame }: InsideFirm) {
  const scope = { as: 'participant', participant: participant.id } as const
  const groups = await world.database.read(scope, (db) => readGroups(db, participant.id))
  const { language } = frame.visit
  const t = textsOf(frame)
  const nameOf = (id: FunctionId) => functionOf(world.programme, id)?.name[language] ?? id
  return groups
    .filter(({ ofAdministrators }) => !ofAdministrators)
    .map(({ id, name, functions }) => ({
      id,
      name,
      functions: functions.length === 0 ? t.groups.noFunctions : functions.map(nameOf).join(t.users.comma),
    }))
}
