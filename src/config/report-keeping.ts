import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import type { ReportPlace } from '../overnight-reports/report-place.ts'
import { type Address, path, readAddress, text } from '../setting-values.ts'

const KEEP_DAYS = 'must be a number of days, 1 to 3660'
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Where the bytes of overnight reports lie: in a folder, or with the first of the others, in a bucket. */
export const reportKeepingSettings = {
  SALLYPORT_REPORTS_FOLDER: path('the folder of overnight reports').default('/var/lib/sallyport/reports'),
  SALLYPORT_REPORTS_S3_ENDPOINT: z
    .string()
    .refine(isEndpoint, {
      error: 'must be the https origin of an S3 service, such as https://s3.example.com',
    })
    .optional(),
  SALLYPORT_REPORTS_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be the name of a bucket' })
    .optional(),
  SALLYPORT_REPORTS_S3_PREFIX: z
    .string()
    .regex(/^(([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*)$/, {
      error: 'must be empty, or end in a slash, such as sallyport/reports/',
    })
    .default(''),
  SALLYPORT_REPORTS_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, { error: 'must be the name of a region, such as eu-west-1' })
    .default('us-east-1'),
  SALLYPORT_REPORTS_S3_BUCKET_IN: z
    .enum(['path', 'host'], { error: 'must be path or host: where the bucket is named' })
    .default('path'),
  SALLYPORT_REPORTS_S3_KEY_FILE: text('the access key and its secret, a line each')
    .transform(readKey)
    .optional(),
  SALLYPORT_REPORTS_S3_CA_FILE: text('the certificates to believe the S3 service by (PEM)').optional(),
  SALLYPORT_REPORTS_KEEP_DAYS: z.coerce
    .number({ error: KEEP_DAYS })
    .int({ error: KEEP_DAYS })
    .min(1, { error: KEEP_DAYS })
    .max(3660, { error: KEEP_DAYS })
    .default(365),
  SALLYPORT_REPORTS_LISTEN: z.string().transform(readAddress).optional(),
}

export interface ReportKeeping {
  readonly place: ReportPlace
  /** From its publication on. */
  readonly keepDays: number
  /** Where a batch brings reports; undefined where none does. */
  readonly listen: Address | undefined
}

const NEEDED = [
  'SALLYPORT_REPORTS_S3_ENDPOINT',
  'SALLYPORT_REPORTS_S3_BUCKET',
  'SALLYPORT_REPORTS_S3_KEY_FILE',
] as const

type Set = z.infer<z.ZodObject<typeof reportKeepingSettings>>

export function reportKeepingOf(set: Set): Result<ReportKeeping, readonly string[]> {
  const place = placeOf(set)
  const { SALLYPORT_REPORTS_KEEP_DAYS: keepDays, SALLYPORT_REPORTS_LISTEN: listen } = set
  return place.ok ? done({ place: place.value, keepDays, listen }) : place
}

/** A bucket whole, or none of it. */
function placeOf(set: Set): Result<ReportPlace, readonly string[]> {
  const { SALLYPORT_REPORTS_S3_ENDPOINT: endpoint, SALLYPORT_REPORTS_S3_BUCKET: bucket } = set
  const { SALLYPORT_REPORTS_S3_KEY_FILE: key } = set
  const lacking = NEEDED.filter((name) => set[name] === undefined)
  if (lacking.length === NEEDED.length) return done({ is: 'folder', path: set.SALLYPORT_REPORTS_FOLDER })
  if (endpoint === undefined || bucket === undefined || key === undefined)
    return refused(lacking.map((name) => `${name} is missing: a bucket needs its endpoint, name and key`))
  return done({
    is: 's3',
    ...{ endpoint, bucket, ...key },
    prefix: set.SALLYPORT_REPORTS_S3_PREFIX,
    region: set.SALLYPORT_REPORTS_S3_REGION,
    bucketIn: set.SALLYPORT_REPORTS_S3_BUCKET_IN,
    ca: set.SALLYPORT_REPORTS_S3_CA_FILE,
  })
}

/** In clear to this machine alone. */
function isEndpoint(written: string): boolean {
  if (!URL.canParse(written)) return false
  const { origin, protocol, hostname } = new URL(written)
  return origin === written && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)))
}

function readKey(written: string, context: z.RefinementCtx) {
  const [accessKey = '', secret = '', ...more] = written.trim().split(/\s*\n\s*/)
  if (secret !== '' && more.length === 0) return { accessKey, secret }
  context.addIssue('must name a file of two lines: the access key, and its secret')
  return z.NEVER
}
