import { readFile } from 'node:fs/promises'
import type { Config } from '../config/read-config.ts'
import { FIRST } from '../db/authority.ts'
import { type Followed, findAuthority } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Epoch } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { readSmtpUrl, type SmtpServer } from '../mail/smtp-url.ts'
import { parseProgramme } from '../programme/parse-programme.ts'
import type { Programme } from '../programme/programme.ts'
import { check } from '../programme/rules/check.ts'

export interface ReadProgramme {
  readonly programme: Programme
  /** The programme file's own text. */
  readonly source: string
}

/** What the settings name, read once. */
export interface LookedAt {
  readonly config: Config
  readonly clock: Clock
  readonly ticks: () => number
  readonly smtp: Result<SmtpServer, string>
  readonly programme: Result<ReadProgramme, readonly string[]>
  /** The database to work on, in which term; or why there is none. */
  readonly authority: Result<Followed, string>
  readonly epoch: Epoch
  /** As the program works; connects when first asked. */
  readonly database: Database
}

export async function lookAt(
  config: Config,
  time: { readonly clock: Clock; readonly ticks: () => number },
): Promise<LookedAt> {
  const [anyUrl] = config.databaseUrls
  const authority: LookedAt['authority'] = await findAuthority(config.databaseUrls).then(done, (fault) =>
    refused(reasonOf(fault)),
  )
  const followed = authority.ok ? authority.value : { url: anyUrl, authority: FIRST }
  return {
    config,
    ...time,
    authority,
    epoch: followed.authority.epoch,
    smtp: readSmtpUrl(config.smtpUrl),
    programme: await readProgramme(config.programmeFile),
    database: openInTerm(followed, { poolSize: 1, applicationName: 'sallyport check' }),
  }
}

async function readProgramme(file: string): Promise<Result<ReadProgramme, readonly string[]>> {
  try {
    const source = await readFile(file, 'utf8')
    const parsed = parseProgramme(source, file)
    const faults = parsed.ok
      ? check(parsed.value).filter(({ severity }) => severity === 'error')
      : parsed.refusal
    const placed = faults.map(({ line = 1, column = 1, reason }) => `${file}:${line}:${column}: ${reason}`)
    return parsed.ok && faults.length === 0 ? done({ programme: parsed.value, source }) : refused(placed)
  } catch (fault) {
    return refused([`SALLYPORT_PROGRAMME_FILE can't be read: ${reasonOf(fault)}`])
  }
}
