import { eachAttested } from '../attestations/each-attested.ts'
import type { Scope } from '../db/transaction.ts'
import type { AttestationId, FunctionId } from '../kernel/ids.ts'
import { functionOf } from '../programme/rules/standing-doors.ts'
import { csvLine } from '../web/answer-csv.ts'
import { type Frame, textsOf } from '../web/frame.ts'
import type { SurfaceWorld } from './world.ts'

/** The record of an attestation as a file: whom, what was seen, what was answered, by whom and when. */
export async function* attestationLines(
  { database, programme }: Pick<SurfaceWorld, 'database' | 'programme'>,
  scope: Scope,
  attestation: AttestationId,
  frame: Frame,
) {
  const { attestation: t, roles, users } = textsOf(frame)
  const { cells: c, columns } = t
  const nameOf = (id: string) => functionOf(programme, id as FunctionId)?.name[frame.visit.language] ?? id
  const minute = (at: Temporal.Instant) =>
    at
      .toZonedDateTimeISO(programme.clock.zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' ')
  yield csvLine([
    ...[columns.who, c.name, c.roles, c.status, c.groups, c.functions, c.rights, columns.lastLogon],
    ...[columns.answer, c.answeredBy, c.answeredAt, c.digest, c.request],
  ])
  for await (const { access, ...line } of eachAttested(database, scope, attestation)) {
    const functions = new Set(access.groups.flatMap((group) => group.functions))
    yield csvLine([
      ...[line.userId, line.displayName, access.roles.map((role) => roles[role]).join('; ')],
      ...[users.status[access.status], access.groups.map(({ name }) => name).join('; ')],
      ...[[...functions].map(nameOf).join('; '), access.rights.join('; ')],
      ...[line.lastLogon && minute(line.lastLogon), t.answers[line.answer], line.answeredBy],
      ...[minute(line.answeredAt), line.digest, line.followUp],
    ])
  }
}
