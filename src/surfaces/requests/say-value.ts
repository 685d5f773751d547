import type { FieldName } from '../../changes/kind.ts'
import { parseInstant } from '../../kernel/instant.ts'
import type { Texts } from '../../texts/en.ts'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'

/** The machine words of a line of before and after, as people say them, by what the line is about. */
const WORDS: Readonly<Partial<Record<FieldName, (texts: Texts) => Readonly<Record<string, string>>>>> = {
  role: ({ roles }) => roles,
  status: ({ users }) => users.status,
  language: ({ user }) => user.languages,
  'single-control': ({ changes }) => changes.yesOrNo,
  decision: ({ deskForms, deskLaunch }) => ({ ...deskLaunch.kinds, ...deskForms.choices }),
}

const MOMENTS: readonly FieldName[] = ['switch', 'decide-by']

/** A value that has no words of its own is shown as it is. */
export function sayValue(frame: Frame, field: FieldName, value: string): string {
  const moment = MOMENTS.includes(field) ? parseInstant(value) : undefined
  if (moment !== undefined) return sayMoment(frame, moment)
  const words = WORDS[field]?.(textsOf(frame)) ?? {}
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value
}
