import { expect, it } from 'vitest'
import { answerClass, replyOf } from './answer-class.ts'

it.each([
  ['250 2.0.0 Ok: queued as 4F2A', '2xx', '250 2.0.0'],
  ['451 4.7.1 <a.person@firm.example>: greylisted', '4xx', '451 4.7.1'],
  ['550-5.1.1 no such user a.person@firm.example', '5xx', '550-5.1.1'],
  ['554 refused a.person@firm.example', '5xx', '554'],
  ['The mail server refused our credentials. (535 5.7.8 bad user)', '5xx', '535 5.7.8'],
  [
    'The mail server can not be reached. (connect ECONNREFUSED 127.0.0.1:25)',
    'none',
    'The mail server can not be reached.',
  ],
  ['It was too late to send it.', 'none', 'It was too late to send it.'],
])('of “%s” the class is %s, and a log says “%s”', (answer, kind, reply) => {
  expect([answerClass(answer), replyOf(answer)]).toEqual([kind, reply])
  expect(reply).not.toContain('a.person')
})
