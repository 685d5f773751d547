/** The class of a mail system's answer: what it said first, or `none` where nobody spoke SMTP to us. */
export type AnswerClass = '2xx' | '4xx' | '5xx' | 'none'

/** Our own words put the server's in brackets at the end. */
const REPLY = /(?:^|\()([245])\d\d(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/

export function answerClass(answer: string): AnswerClass {
  const [, digit] = REPLY.exec(answer) ?? []
  return digit === undefined ? 'none' : (`${digit}xx` as AnswerClass)
}

/** The reply without its text, which may name the receiver: `550 5.1.1`; else our own words, which name nobody. */
export function replyOf(answer: string): string {
  const [reply] = REPLY.exec(answer) ?? []
  return reply?.replace('(', '') ?? answer.replace(/ \(.*$/s, '')
}
