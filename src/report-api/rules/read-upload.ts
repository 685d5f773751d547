import type { IncomingHttpHeaders } from 'node:http'
import { parseDay } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { isReportName } from '../../overnight-reports/rules/report-name.ts'
import type { ProblemName } from '../problems.ts'

/** Where a report is to be, as its address says; nothing of it is decoded. */
export interface Place {
  readonly day: string
  readonly participant: string
  readonly name: string
}

export interface Upload {
  readonly day: Temporal.PlainDate
  readonly participant: string
  readonly name: string
  /** Its SHA-256, as the sender says. */
  readonly said: Buffer
}

export const LARGEST_BYTES = 16 * 1024 ** 3
const TYPE = /^application\/octet-stream$/i
const DIGEST = /(?:^|,)[ \t]*sha-256=:([A-Za-z0-9+/]{43}=):[ \t]*(?=,|$)/g

export function placeIn(url: string): Place | undefined {
  const [, day, participant, name] = /^\/api\/reports\/([^/?#]+)\/([^/?#]+)\/([^/?#]+)$/.exec(url) ?? []
  if (day === undefined || participant === undefined || name === undefined) return undefined
  return { day, participant, name }
}

/** RFC 6750 §2.1; what is longer than any token is none. */
export function tokenIn({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer ([A-Za-z0-9_.~+/-]{1,100}=*)$/i.exec(authorization)?.[1]
}

/** What may be wrong before a byte of it is read, in this order. */
const CHECKS: readonly (readonly [ProblemName, (headers: IncomingHttpHeaders, place: Place) => boolean])[] = [
  ['bad-name', (_, { name }) => !isReportName(name)],
  ['bad-day', (_, { day }) => parseDay(day) === undefined],
  ['wrong-type', (headers) => !TYPE.test(headers['content-type'] ?? '')],
  ['wrong-type', (headers) => headers['content-encoding'] !== undefined],
  ['no-length', (headers) => headers['content-length'] === undefined],
  ['empty', (headers) => Number(headers['content-length']) === 0],
  ['too-large', (headers) => Number(headers['content-length']) > LARGEST_BYTES],
  ['no-digest', (headers) => digestIn(headers) === undefined],
]

export function readUpload(headers: IncomingHttpHeaders, place: Place): Result<Upload, ProblemName> {
  const wrong = CHECKS.find(([, is]) => is(headers, place))
  if (wrong !== undefined) return refused(wrong[0])
  const [day, said] = [parseDay(place.day), digestIn(headers)]
  if (day === undefined || said === undefined) return refused('bad-day')
  return done({ day, said, participant: place.participant, name: place.name })
}

/** RFC 9530: other digests may stand beside it; two of this kind are one too many. */
function digestIn(headers: IncomingHttpHeaders): Buffer | undefined {
  const [one, ...more] = [...String(headers['content-digest'] ?? '').matchAll(DIGEST)]
  return one?.[1] === undefined || more.length > 0 ? undefined : Buffer.from(one[1], 'base64')
}
