import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { makeCertificates } from '../src/demo/certificates.ts'
import { systemClock, systemRandomness } from '../src/kernel/system.ts'
import { residentMebibytes } from './processes.ts'
import { OPENED_AT, ORIGIN } from './site.ts'
import { median, rounded } from './statistics.ts'

const STARTS = 5
const SETTLED_MILLISECONDS = 1500

/** From launch of `sallyport serve`, its database being there, to the line that says it serves; and what it then holds. */
export async function benchStart() {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
  await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
  const settings = await writeSettings(folder, postgres.ownerUrl)
  const starts = []
  for (let n = 0; n < STARTS; n++) starts.push(await startOnce(settings))
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  return {
    startMilliseconds: rounded(median(starts.map(({ milliseconds }) => milliseconds))),
    idleMebibytes: rounded(median(starts.map(({ mebibytes }) => mebibytes))),
  }
}

async function startOnce(settings: string) {
  const began = performance.now()
  const node: ChildProcess = spawn(
    'taskset',
    [
      '-c',
      '0',
      process.execPath,
      join(import.meta.dirname, '../bin/sallyport.js'),
      'serve',
      '--config',
      settings,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'] } },
  )
  let log = ''
  for await (const text of node.stdout ?? []) {
    log += text
    if (log.includes('"msg":"serving"')) break
  }
  if (!log.includes('"msg":"serving"')) throw new Error('serve ended before it served')
  const milliseconds = performance.now() - began
  await pause(SETTLED_MILLISECONDS)
  const mebibytes = residentMebibytes(node.pid ?? 0)
  node.kill('SIGKILL')
  if (node.exitCode === null && node.signalCode === null) await once(node, 'exit')
  return { milliseconds, mebibytes }
}

async function writeSettings(folder: string, databaseUrl: string): Promise<string> {
  const { hostname } = new URL(ORIGIN)
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: [hostname],
  })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const settings = {
    SALLYPORT_PUBLIC_ORIGIN: ORIGIN,
    SALLYPORT_LISTEN: '127.0.0.1:0',
    SALLYPORT_TLS_KEY_FILE: write('tls.key', certificates.keyPem),
    SALLYPORT_TLS_CERT_FILE: write('tls.cert', certificates.certPem),
    SALLYPORT_DATABASE_URL: databaseUrl,
    SALLYPORT_PROGRAMME_FILE: join(import.meta.dirname, '../programmes/seoch-2fa-2023.yaml'),
    SALLYPORT_SMTP_URL: 'smtp://nobody:nothing@127.0.0.1:1',
    SALLYPORT_MAIL_FROM: 'no-reply@bench.example',
    SALLYPORT_SEALING_KEYS_FILE: write('keys', `1:${'ab'.repeat(32)}\n`),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  return write('settings', lines.join(''))
}
