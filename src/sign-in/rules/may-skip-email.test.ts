import { expect, it } from 'vitest'
import { maySkipEmail } from './may-skip-email.ts'

const AT = Temporal.Instant.from('2023-06-10T18:30+08:00')

it.each([
  ['a card proven a moment ago', 'card', 0, true],
  ['a card proven almost 15 minutes ago', 'card', 14, true],
  ['a card proven 15 minutes ago', 'card', 15, false],
  ['a passcode by app', 'app', 0, false],
  ['a passcode by email', 'email', 0, false],
])('%s: %s, %i minutes: the code from the registered email is skipped is %s', (_, acr, minutes, may) => {
  expect(maySkipEmail({ acr, createdAt: AT.subtract({ minutes }) }, AT)).toBe(may)
})
