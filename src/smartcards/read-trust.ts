import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseInstant } from '../kernel/instant.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { isSignedBy, strengthOf } from './check-signature.ts'
import { type Certificate, readPemCertificates } from './reading/certificate.ts'
import type { WhenUnreachable } from './rules/judge-revocation.ts'
import { isStrongKey } from './rules/strong-enough.ts'
import type { Trust } from './trust.ts'

/** One file: whom we trust, what a card must say, and where its authorities tell of revocation. */
export interface CardSettings {
  readonly trust: Trust
  /** The only addresses ever fetched. Whose word a list is, its signature says. */
  readonly lists: readonly string[]
  readonly responders: readonly Responder[]
  readonly whenUnreachable: WhenUnreachable
}

export interface Responder {
  /** Whose cards it speaks of. */
  readonly authority: Certificate
  readonly url: string
  /** `optional`: it answers with answers made before (RFC 5019 §4); their dates alone say how fresh they are. */
  readonly nonce: 'required' | 'optional'
}

/** One night and day of the authority's, and a week-end; more would be no revocation at all. */
const MOST_HOURS = 72
const NAMED_PURPOSES: Readonly<Record<string, string>> = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  smartcardLogon: '1.3.6.1.4.1.311.20.2.2',
}

const url = z.url({ protocol: /^https?$/ })
const oid = z.string().regex(/^[0-2](\.\d+)+$/, 'is no object identifier')
const moment = z.string().transform((text, context) => {
  const at = parseInstant(text)
  if (at === undefined) context.addIssue({ code: 'custom', message: 'is no time with its offset' })
  return at
})
const File = z.strictObject({
  anchors: z
    .array(
      z.strictObject({
        certificate: z.string(),
        until: moment.optional(),
      }),
    )
    .min(1),
  intermediates: z.array(z.string()).default([]),
  purposes: z.array(z.enum(Object.keys(NAMED_PURPOSES)).or(oid)).default(['clientAuth']),
  policies: z.array(oid).default([]),
  lists: z.array(url).default([]),
  responders: z
    .array(
      z.strictObject({
        authority: z.string(),
        url,
        nonce: z.enum(['required', 'optional']).default('required'),
      }),
    )
    .default([]),
  whenUnreachable: z
    .literal('refuse')
    .or(z.strictObject({ acceptForHours: z.int().min(1).max(MOST_HOURS) }))
    .default('refuse'),
})

type Faults = string[]

/** Reads the file and the certificates it names, as paths from where it lies; every fault is told at once. */
export function readCardSettings(path: string): Result<CardSettings, readonly string[]> {
  const read = readYaml(path)
  if (!read.ok) return refused([read.refusal])
  const parsed = File.safeParse(read.value)
  if (!parsed.success) {
    return refused(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`))
  }
  const faults: Faults = []
  const { anchors, intermediates, purposes, policies, lists, responders, whenUnreachable } = parsed.data
  const certificate = (file: string) => readAuthority(resolve(dirname(path), file), file, faults)
  const trust = {
    anchors: anchors.flatMap(({ certificate: file, until }) =>
      certificate(file).map((one) => ({ certificate: selfSigned(one, file, faults), until })),
    ),
    intermediates: intermediates.flatMap(certificate),
    demands: { purposes: purposes.map((purpose) => NAMED_PURPOSES[purpose] ?? purpose), policies },
  }
  const asked = responders.flatMap(({ authority, ...rest }) =>
    certificate(authority).map((one) => ({ authority: one, ...rest })),
  )
  // Without a source nobody could ever be told apart from one whose card was revoked.
  if (lists.length + asked.length === 0)
    faults.push('lists and responders are both empty: name one source of revocation')
  return faults.length > 0 ? refused(faults) : done({ trust, lists, responders: asked, whenUnreachable })
}

function readYaml(path: string): Result<unknown, string> {
  try {
    return done(parse(readFileSync(path, 'utf8')))
  } catch (fault) {
    return refused(`${path}: ${reasonOf(fault)}`)
  }
}

/** One certificate a file, an authority's, with a key that counts. None where it has a fault, which is then told. */
function readAuthority(path: string, name: string, faults: Faults): readonly Certificate[] {
  const certificates = certificatesIn(path)
  const [certificate, ...others] = certificates.ok ? certificates.value : []
  const fault = certificates.ok
    ? certificate === undefined || others.length > 0
      ? 'must hold one certificate (PEM)'
      : certificate.extensions.basicConstraints?.authority === true
        ? isStrongKey(strengthOf(certificate))
          ? undefined
          : 'has too weak a key'
        : 'is no authority’s certificate'
    : certificates.refusal
  if (fault !== undefined) faults.push(`${name} ${fault}`)
  return fault === undefined && certificate !== undefined ? [certificate] : []
}

function certificatesIn(path: string): Result<readonly Certificate[], string> {
  try {
    const read = readPemCertificates(readFileSync(path, 'latin1'))
    return read.ok ? read : refused('can’t be read as a certificate')
  } catch (fault) {
    return refused(`can’t be opened: ${reasonOf(fault)}`)
  }
}

function selfSigned(certificate: Certificate, name: string, faults: Faults): Certificate {
  const own =
    certificate.subject.key === certificate.issuer.key && isSignedBy(certificate, certificate.publicKey)
  if (!own) faults.push(`${name} is no anchor: it is not signed by its own key`)
  return certificate
}
