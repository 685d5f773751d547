import { z } from 'zod'

/** Why nothing was published, by status (RFC 9110 §15). Each ends in what to do. */
export const PROBLEMS = {
  'no-address': [404, 'Nothing is at this address', 'PUT /api/reports/YYYY-MM-DD/PARTICIPANT/NAME'],
  'wrong-method': [405, 'This address takes PUT alone', 'Send the report by PUT.'],
  'no-token': [
    401,
    'A live token is needed',
    'Authorization: Bearer, with what `sallyport reports token make` showed.',
  ],
  'not-here': [409, 'Reports are published at the other site', 'It holds authority now. Send it there.'],
  'no-length': [411, 'The length is needed', 'Send Content-Length; a body in chunks is not taken.'],
  'no-digest': [400, 'The digest is needed', 'Send Content-Digest: sha-256=:BASE64: (RFC 9530), once.'],
  'wrong-type': [
    415,
    'A report is sent as bytes',
    'Send Content-Type: application/octet-stream, and no Content-Encoding.',
  ],
  'too-large': [413, 'The report is too large', 'At most 16 GiB.'],
  empty: [422, 'The report is empty', 'A report has one byte at least.'],
  'bad-name': [
    422,
    'No report can have this name',
    'Letters, digits, dots, hyphens and underscores, 100 of them at most; the first is a letter or digit.',
  ],
  'bad-day': [
    422,
    'Nothing can be published for this day',
    'It is a business day of the programme’s calendar, and has begun.',
  ],
  'no-participant': [404, 'There is no such participant', 'Its code, as in the directory.'],
  'other-bytes': [422, 'Other bytes came than the digest says', 'Nothing was kept. Send it again.'],
  busy: [503, 'Others are publishing', 'Send it again in a moment.'],
  'store-away': [
    503,
    'The report store does not answer',
    'Nothing was kept. Send it again later; see: sallyport doctor',
  ],
  'database-away': [503, 'The database does not answer', 'Nothing was published. Send it again later.'],
  unsure: [
    503,
    'The database did not say whether it was done',
    'Send it again: what was published stays the same.',
  ],
  full: [507, 'The report store is full', 'Nothing was kept. Make room; then send it again.'],
  fault: [500, 'Something went wrong here', 'See the log of the node; then send it again.'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string, detail: string]>>

export type ProblemName = keyof typeof PROBLEMS

/** RFC 9457. */
export const problemShape = z
  .object({
    type: z.string().meta({ description: 'urn:sallyport:problem: and its name' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What to do' }),
  })
  .meta({ id: 'Problem' })

export function problemOf(name: ProblemName): z.infer<typeof problemShape> {
  const [status, title, detail] = PROBLEMS[name]
  return { type: `urn:sallyport:problem:${name}`, title, status, detail }
}
