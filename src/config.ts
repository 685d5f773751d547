import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import type { Epoch, SiteId } from './kernel/ids.ts'
import { done, type Result, refused } from './kernel/result.ts'
import type { SealingKey } from './sealing/keys.ts'

/** Everything `serve` needs to be told. Made from the environment and one file of the same settings, nothing else. */
export interface Config {
  readonly site: SiteId
  readonly epoch: Epoch
  readonly publicOrigin: string
  readonly listen: { readonly host: string; readonly port: number }
  readonly tls: { readonly key: string; readonly cert: string }
  readonly databaseUrl: string
  readonly programmeFile: string
  readonly smtpUrl: string
  readonly smtpCa: string | undefined
  readonly mailFrom: string
  readonly sealingKeys: readonly [SealingKey, ...SealingKey[]]
}

/** One line a setting: its name, what is wrong, what to do. */
export type ConfigFault = string

const path = (what: string) => z.string({ error: `is missing: the path of ${what}` }).min(1)

const settings = z.object({
  SALLYPORT_SITE: z
    .enum(['primary', 'secondary'], { error: 'must be primary or secondary' })
    .default('primary'),
  SALLYPORT_PUBLIC_ORIGIN: z
    .string({ error: 'is missing: the origin people type, such as https://www.example.com' })
    .refine((text) => URL.canParse(text) && new URL(text).origin === text && text.startsWith('https:'), {
      error: 'must be an https origin without a path, such as https://www.example.com',
    }),
  SALLYPORT_LISTEN: z
    .string()
    .regex(/^[^\s]+:\d{1,5}$/, { error: 'must be HOST:PORT, such as 0.0.0.0:443' })
    .default('127.0.0.1:8443'),
  SALLYPORT_TLS_KEY_FILE: path('the TLS private key (PEM)'),
  SALLYPORT_TLS_CERT_FILE: path('the TLS certificate chain (PEM)'),
  SALLYPORT_DATABASE_URL: z
    .string({ error: 'is missing: postgres://owner:password@host:5432/sallyport' })
    .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), {
      error: 'must be a postgres:// address',
    }),
  SALLYPORT_PROGRAMME_FILE: path('the programme file (YAML)'),
  SALLYPORT_SMTP_URL: z
    .string({ error: 'is missing: smtp://user:password@host:587' })
    .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), {
      error: 'must be an smtp:// (STARTTLS) or smtps:// address',
    }),
  SALLYPORT_SMTP_CA_FILE: z.string().optional(),
  SALLYPORT_MAIL_FROM: z.email({ error: 'must be the one address mail is sent from' }),
  SALLYPORT_SEALING_KEYS_FILE: path('the sealing keys, one "ID:64 hex digits" a line, current first'),
})

type Settings = z.infer<typeof settings>

/**
 * Reads the environment, over the settings of `file` where one is named (KEY=VALUE lines). All faults are reported at
 * once; a setting that begins with SALLYPORT_ and is not known is one of them, since it is a typing slip.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Result<Config, readonly ConfigFault[]> {
  const faults: ConfigFault[] = []
  const fromFile = file === undefined ? {} : parseEnv(readText('the settings file', file, faults))
  const given = { ...fromFile, ...environment }
  for (const name of Object.keys(given)) {
    if (name.startsWith('SALLYPORT_') && !(name in settings.shape))
      faults.push(`${name} is not a setting of this program`)
  }
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.')} ${issue.message}`)
    return refused(faults)
  }
  const config = configOf(parsed.data, faults)
  return faults.length > 0 ? refused(faults) : done(config)
}

function configOf(set: Settings, faults: ConfigFault[]): Config {
  const colon = set.SALLYPORT_LISTEN.lastIndexOf(':')
  return {
    site: set.SALLYPORT_SITE,
    epoch: `${set.SALLYPORT_SITE}/0` as Epoch,
    publicOrigin: set.SALLYPORT_PUBLIC_ORIGIN,
    listen: {
      host: set.SALLYPORT_LISTEN.slice(0, colon),
      port: Number(set.SALLYPORT_LISTEN.slice(colon + 1)),
    },
    tls: {
      key: readText('SALLYPORT_TLS_KEY_FILE', set.SALLYPORT_TLS_KEY_FILE, faults),
      cert: readText('SALLYPORT_TLS_CERT_FILE', set.SALLYPORT_TLS_CERT_FILE, faults),
    },
    databaseUrl: set.SALLYPORT_DATABASE_URL,
    programmeFile: set.SALLYPORT_PROGRAMME_FILE,
    smtpUrl: set.SALLYPORT_SMTP_URL,
    smtpCa:
      set.SALLYPORT_SMTP_CA_FILE === undefined
        ? undefined
        : readText('SALLYPORT_SMTP_CA_FILE', set.SALLYPORT_SMTP_CA_FILE, faults),
    mailFrom: set.SALLYPORT_MAIL_FROM,
    sealingKeys: readSealingKeys(set.SALLYPORT_SEALING_KEYS_FILE, faults),
  }
}

function readText(setting: string, file: string, faults: ConfigFault[]): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    faults.push(`${setting}: can't read ${file} (${error instanceof Error ? error.message : String(error)})`)
    return ''
  }
}

/** `1:` and 64 hex digits a line; the first line is the key that seals. */
export function readSealingKeys(file: string, faults: ConfigFault[]): [SealingKey, ...SealingKey[]] {
  const lines = readText('SALLYPORT_SEALING_KEYS_FILE', file, faults).split('\n')
  const keys = lines.flatMap((line, index): SealingKey[] => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const parts = /^(\d{1,3}):([0-9a-f]{64})\s*$/i.exec(line)
    const id = Number(parts?.[1])
    if (parts === null || id < 1 || id > 255) {
      faults.push(`${file}:${index + 1}: a sealing key is written ID:64 hex digits, with an ID from 1 to 255`)
      return []
    }
    return [{ id, secret: Buffer.from(parts[2] ?? '', 'hex') }]
  })
  const [current, ...older] = keys
  if (current === undefined) {
    faults.push(`${file}: holds no sealing key`)
    return [{ id: 1, secret: Buffer.alloc(32) }]
  }
  if (new Set(keys.map((key) => key.id)).size < keys.length) faults.push(`${file}: two keys have one ID`)
  return [current, ...older]
}
