import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import type { DatabaseUrls } from './db/find-authority.ts'
import { reasonOf } from './kernel/reason-of.ts'
import { done, type Result, refused } from './kernel/result.ts'

/** One line a setting: its name, what is wrong, what to do. */
export type ConfigFault = string

export type Given = Readonly<Record<string, string | undefined>>

export interface Address {
  readonly host: string
  readonly port: number
}

/** Names a file or folder; what comes out is its path. */
export const path = (what: string) =>
  z.string({ error: `is missing: the path of ${what}` }).min(1, `is empty: the path of ${what}`)

/** Names a file; what comes out is the file's text. */
export const text = (what: string) => path(what).transform(readText)

export const httpsOrigin = (such: string) =>
  z
    .string({ error: `is missing: the origin people type, such as ${such}` })
    .refine((origin) => URL.canParse(origin) && new URL(origin).origin === origin && /^https:/.test(origin), {
      error: `must be an https origin without a path, such as ${such}`,
    })

/** `0.0.0.0:443`, `[::]:443`. */
export function readAddress(written: string, context: z.RefinementCtx): Address {
  const [, six, four, port] = /^(?:\[([^\s\]]+)\]|([^\s:]+)):(\d{1,5})$/.exec(written) ?? []
  const host = six ?? four
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) }
  context.addIssue('must be HOST:PORT, such as 0.0.0.0:443 or [::]:443')
  return z.NEVER
}

/** `postgres://…`, or one a site with blanks between. */
export function readDatabaseUrls(written: string, context: z.RefinementCtx): DatabaseUrls {
  const [first = '', ...others] = written.trim().split(/\s+/)
  const isOne = (url: string) => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)
  if ([first, ...others].every(isOne)) return [first, ...others]
  context.addIssue('must be a postgres:// address, or one for each site with a blank between')
  return z.NEVER
}

function readText(file: string, context: z.RefinementCtx): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (fault) {
    context.addIssue(`can't be read: ${reasonOf(fault)}`)
    return z.NEVER
  }
}

/** The environment, over the settings of `file` where one is named (KEY=VALUE lines). */
export function readGiven(
  environment: Given,
  file: string | undefined,
): Result<Given, readonly ConfigFault[]> {
  if (file === undefined) return done(environment)
  try {
    return done({ ...parseEnv(readFileSync(file, 'utf8')), ...environment })
  } catch (fault) {
    return refused([`--config ${file} can't be read: ${reasonOf(fault)}`])
  }
}

export function faultsOf(error: z.ZodError | undefined): readonly ConfigFault[] {
  return (error?.issues ?? []).map(({ path: [name], message }) => `${String(name)} ${message}`)
}
