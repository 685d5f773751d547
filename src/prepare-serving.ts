import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Config } from './config.ts'
import { MIGRATIONS, pendingMigrations } from './db/migrate.ts'
import { refuseUnsafeServer } from './db/refuse-unsafe-server.ts'
import { reasonOf } from './kernel/reason-of.ts'
import { done, type Result, refused } from './kernel/result.ts'
import { readSmtpUrl, type SmtpServer } from './mail/smtp-url.ts'
import { parseProgramme } from './programme/parse-programme.ts'
import type { Programme } from './programme/programme.ts'
import { check } from './programme/rules/check.ts'

export interface Prepared {
  readonly programme: Programme
  /** The programme file's own text. */
  readonly source: string
  readonly smtp: SmtpServer
}

/** Looks at everything the settings name, and changes nothing. All faults at once, a sentence each. */
export async function prepareServing(config: Config): Promise<Result<Prepared, readonly string[]>> {
  const smtp = readSmtpUrl(config.smtpUrl)
  const programme = await readProgramme(config.programmeFile)
  const faults = [
    ...tlsFaults(config.tls),
    ...(smtp.ok ? [] : [`SALLYPORT_SMTP_URL ${smtp.refusal}`]),
    ...smtpCaFaults(config.smtpCa),
    ...(programme.ok ? [] : programme.refusal),
    ...(await databaseFaults(config.databaseUrl)),
  ]
  if (faults.length > 0 || !smtp.ok || !programme.ok) return refused(faults)
  return done({ ...programme.value, smtp: smtp.value })
}

function tlsFaults({ key, cert }: Config['tls']): readonly string[] {
  const certificate = read(() => new X509Certificate(cert))
  const privateKey = read(() => createPrivateKey(key))
  if (certificate && privateKey) {
    return certificate.checkPrivateKey(privateKey)
      ? []
      : ["SALLYPORT_TLS_KEY_FILE is not the key of SALLYPORT_TLS_CERT_FILE's first certificate"]
  }
  return [
    ...(privateKey ? [] : ['SALLYPORT_TLS_KEY_FILE holds no private key (PEM, without a passphrase)']),
    ...(certificate ? [] : ['SALLYPORT_TLS_CERT_FILE holds no certificate (PEM)']),
  ]
}

/** Node would take it in silence, and each mail would fail. */
function smtpCaFaults(ca: string | undefined): readonly string[] {
  const sound = ca === undefined || read(() => new X509Certificate(ca)) !== undefined
  return sound ? [] : ['SALLYPORT_SMTP_CA_FILE holds no certificate (PEM)']
}

/** OpenSSL's own words ("no start line") help nobody. */
function read<T>(pem: () => T): T | undefined {
  try {
    return pem()
  } catch {
    return undefined
  }
}

async function readProgramme(file: string): Promise<Result<Omit<Prepared, 'smtp'>, readonly string[]>> {
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

async function databaseFaults(url: string): Promise<readonly string[]> {
  try {
    const safe = await refuseUnsafeServer(url)
    if (!safe.ok) return safe.refusal.map((fault) => `SALLYPORT_DATABASE_URL: ${fault}`)
    const pending = await pendingMigrations({ ownerUrl: url, folder: MIGRATIONS })
    return pending.length === 0
      ? []
      : [`SALLYPORT_DATABASE_URL: the schema lacks ${pending.join(', ')}. Run: sallyport migrate --apply`]
  } catch (fault) {
    return [`SALLYPORT_DATABASE_URL: the database can't be used (${reasonOf(fault)})`]
  }
}
