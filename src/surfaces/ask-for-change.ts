import type { ChangeKind, Problem } from '../changes/kind.ts'
import { type Made, type MakeRefusal, makeRequest } from '../changes/make-request.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { textsOf } from '../web/frame.ts'
import type { InsideRoom } from './enter-rooms.ts'
import type { SurfaceWorld } from './world.ts'

/** What a form asks for. */
export interface Asking<Input> {
  readonly kind: Pick<ChangeKind<Input, never, never>, 'id' | 'input'>
  readonly input: Input
  readonly remark: string
  /** The form's field of what the input calls by another name: `person.displayName` is `name`. */
  readonly fields?: Readonly<Record<string, string>>
}

export interface AskRefusal {
  readonly is: MakeRefusal['is']
  /** To be shown in the form; a problem that belongs to no field stands above it. */
  readonly errors: readonly FieldError[]
}

/** Who asks, and for which firm: the one he is in, or, at the desk, the one that it is about; null: the estate. */
export type Asker = Pick<InsideRoom, 'live' | 'at' | 'frame'> & {
  readonly participant: { readonly id: ParticipantId } | null
}

/** Asks for a change on behalf of whoever is inside. */
export async function askForChange<Input>(
  world: SurfaceWorld,
  inside: Asker,
  { fields = {}, ...asking }: Asking<Input>,
): Promise<Result<Made, AskRefusal>> {
  const { participant, live, at } = inside
  const maker = { participant: participant?.id ?? null, maker: live.accountId, session: live.id, at }
  const made = await makeRequest(world, { ...asking, ...maker })
  return made.ok
    ? done(made.value)
    : refused({ is: made.refusal.is, errors: [errorOf(inside, made.refusal, fields)] })
}

function errorOf(
  { frame }: Asker,
  refusal: MakeRefusal,
  fields: NonNullable<Asking<never>['fields']>,
): FieldError {
  const texts = textsOf(frame).changes
  if (refusal.is !== 'problem') return { field: 'form', message: texts.refusals[refusal.is] }
  const { code, field: named = 'form' }: Problem = refusal.problem
  const field = fields[named] ?? named.split('.')[0] ?? named
  const label = code === 'malformed' ? labelOf(texts.fields, field) : undefined
  return { field, message: label === undefined ? texts.problems[code] : texts.malformed(label) }
}

/** What a field is called, where a request has the like: `nameEn` and `user_id` are `name-en` and `user-id` there. */
function labelOf(labels: Readonly<Record<string, string>>, field: string): string | undefined {
  return labels[field.replaceAll('_', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]
}
