import type { FieldName } from '../../changes/kind.ts'
import type { FunctionId } from '../../kernel/ids.ts'
import { parseInstant } from '../../kernel/instant.ts'
import type { Texts } from '../../texts/en.ts'
import { type Frame, sayDay, sayMoment, textsOf } from '../../web/frame.ts'

/** In the language of the page, by the programme file. */
export type FunctionNameOf = (id: FunctionId) => string

/** The machine words of a line of before and after, as people say them, by what the line is about. */
const WORDS: Readonly<Partial<Record<FieldName, (texts: Texts) => Readonly<Record<string, string>>>>> = {
  role: ({ roles }) => roles,
  status: ({ users }) => users.status,
  language: ({ user }) => user.languages,
  identified: ({ emergency }) => emergency.ways,
  'emergency-passcode': ({ emergency }) => ({ one: emergency.one }),
  access: ({ attestation }) => attestation.answers,
  credentials: ({ changes }) => changes.credentials,
  password: ({ changes }) => changes.credentials,
  'channel-app': ({ changes }) => changes.credentials,
  'channel-email': ({ changes }) => changes.credentials,
  lock: ({ changes }) => changes.credentials,
  'single-control': ({ changes }) => changes.yesOrNo,
  decision: ({ deskForms, deskLaunch }) => ({ ...deskLaunch.kinds, ...deskForms.choices }),
}

const MOMENTS: readonly FieldName[] = ['switch', 'decide-by', 'card-valid-to', 'session-end']
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * A value before or after: a checker answers for what he can read. What is no word of the program's (a name, an
 * address, a User ID) and what has no words of its own is shown as it is.
 */
export function sayValue(frame: Frame, field: FieldName, value: string, nameOf: FunctionNameOf): string {
  if (field === 'until' && DAY.test(value)) return sayDay(frame, Temporal.PlainDate.from(value))
  if (field === 'functions') return sayFunctions(frame, value, nameOf)
  const moment = MOMENTS.includes(field) ? parseInstant(value) : undefined
  if (moment !== undefined) return sayMoment(frame, moment)
  const words = WORDS[field]?.(textsOf(frame)) ?? {}
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value
}

function sayFunctions(frame: Frame, ids: string, nameOf: FunctionNameOf): string {
  const names = ids.split(', ').map((id) => nameOf(id as FunctionId))
  return names.join(textsOf(frame).users.comma)
}
