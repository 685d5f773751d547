import type { FieldName } from '../../changes/kind.ts'
import type { FunctionId } from '../../kernel/ids.ts'
import { parseInstant } from '../../kernel/instant.ts'
import { type Frame, sayDay, sayMoment, textsOf } from '../../web/frame.ts'

/** In the language of the page, by the programme file. */
export type FunctionNameOf = (id: FunctionId) => string

/**
 * A value before or after, in the words of the page it is decided on: a checker answers for what he can read. What is
 * no word of the program's (a name, an address, a User ID) is shown as it is, and so is a value nobody has words for.
 */
export function sayValue(
  frame: Frame,
  field: FieldName,
  value: string,
  functionNameOf: FunctionNameOf,
): string {
  const { changes, roles, user, users } = textsOf(frame)
  switch (field) {
    case 'language':
      return wordFor(user.languages, value)
    case 'role':
      return wordFor(roles, value)
    case 'status':
      return wordFor(users.status, value)
    case 'functions':
      return value
        .split(', ')
        .map((id) => functionNameOf(id as FunctionId))
        .join(users.comma)
    case 'credentials':
    case 'single-control':
    case 'decision':
      return wordFor(changes.values[field], value)
    case 'until':
      return sayDay(frame, Temporal.PlainDate.from(value))
    case 'switch':
    case 'decide-by':
      return sayInstant(frame, value)
    default:
      return value
  }
}

function wordFor(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value
}

function sayInstant(frame: Frame, value: string): string {
  const at = parseInstant(value)
  return at === undefined ? value : sayMoment(frame, at)
}
