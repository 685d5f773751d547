import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { applyFile, lookAtChanges } from '../src/emails/apply-store.ts'
import { checkUpload } from '../src/emails/check-upload.ts'
import { addressFigures, listAddresses } from '../src/emails/firm-addresses.ts'
import { receiveUpload } from '../src/emails/receive-upload.ts'
import { tellHowFar } from '../src/emails/tell-how-far.ts'
import type { Epoch } from '../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../src/kernel/system.ts'
import { packageRoot } from '../src/package-root.ts'
import { parseProgramme } from '../src/programme/parse-programme.ts'
import { firmPeople } from '../src/readiness/firm-people.ts'
import { firmReadiness } from '../src/readiness/firm-readiness.ts'
import { seedFirm } from '../test/support/seed-firm.ts'
import { OPENED_AT } from './site.ts'
import { median, rounded } from './statistics.ts'

const LARGE = 100_000
const FIRM = 10_000
const ROUNDS = 9
const CHUNK = 64 * 1024

type Site = Awaited<ReturnType<typeof openSite>>

/** A file of 100,000 addresses from its first byte to in force; the figures of a firm of 10,000 people. */
export async function benchEmails() {
  const site = await openSite()
  try {
    return { file: await benchFile(site), firm: await benchFirm(site) }
  } finally {
    await site.stop()
  }
}

async function openSite() {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
  await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
  const database = openDatabase({ url: postgres.ownerUrl, poolSize: 4, applicationName: 'bench' })
  const stop = async () => {
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { postgres, database, stop }
}

async function benchFile({ postgres, database }: Site) {
  const firm = await seedFirm(postgres.superuserUrl, {
    code: 'C00LRG',
    users: LARGE,
    withEmail: LARGE / 2,
    at: OPENED_AT,
  })
  const file = fileOf('LRG', LARGE)
  const world = {
    ...{ database, randomness: systemRandomness, epoch: 'primary/0' as Epoch },
    ...{ clocks: { programme: systemClock }, uploadReceived: () => undefined },
  }
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const incoming = { participant: firm.id, account: firm.maker, fileName: 'all.csv', isWhole: () => true }
  const steps = {
    received: await timed(() => receiveUpload(world, { ...incoming, chunks: chunksOf(file) })),
    looked: await timed(() => checkUpload(world)),
    asked: await timed(() => look(database, firm)),
    applied: await timed(() => apply(database, world, firm)),
  }
  clearInterval(watch)
  const seconds = Object.values(steps).reduce((sum, step) => sum + step, 0) / 1000
  return {
    addresses: LARGE,
    milliseconds: Object.fromEntries(Object.entries(steps).map(([step, took]) => [step, rounded(took)])),
    seconds: rounded(seconds),
    grewMebibytes: rounded((most - before) / 1024 / 1024),
  }
}

type Seeded = Awaited<ReturnType<typeof seedFirm>>

async function look(database: Site['database'], { id }: Seeded) {
  return database.read({ as: 'participant', participant: id }, async (db) =>
    lookAtChanges(db, await uploadOf(db), id, 200),
  )
}

/** Looked at once more in the transaction that applies, as a decision does. */
async function apply(database: Site['database'], world: Parameters<typeof applyFile>[1], { id }: Seeded) {
  await database.write({ as: 'participant', participant: id }, async (tx) => {
    const upload = await uploadOf(tx as never)
    await lookAtChanges(tx as never, upload, id, 200)
    const authority = { by: 'request' }
    const at = systemClock.now()
    const file = { upload, participant: id, seed: systemRandomness.uuid(), at, authority }
    const reached = tellHowFar(database, id, upload, at)
    const changes = await applyFile(tx, world, file, { last: LARGE + 1, reached })
    if (changes !== LARGE) throw new Error(`${changes} addresses were put in force`)
  })
}

async function uploadOf(db: Parameters<typeof lookAtChanges>[0]) {
  const row = await db.selectFrom('email_upload').select('id').executeTakeFirstOrThrow()
  return row.id
}

async function benchFirm({ postgres, database }: Site) {
  const { id, code } = await seedFirm(postgres.superuserUrl, {
    code: 'C00MID',
    users: FIRM,
    withEmail: FIRM / 2,
    at: OPENED_AT,
  })
  const asking = { inForce: { programme: shippedProgramme(), decisions: [] }, at: OPENED_AT }
  const page = { filter: 'all', search: '', from: { after: '' }, atMost: 51 } as const
  const asFirm = (work: Parameters<typeof database.read>[1]) =>
    medianOf(() => database.read({ as: 'participant', participant: id }, work))
  return {
    people: FIRM,
    milliseconds: {
      nothing: await asFirm(async (db) => db.selectFrom('participant').select('id').execute()),
      overview: await asFirm(async (db) => {
        await firmReadiness(db, { id, code }, asking)
        await addressFigures(db)
      }),
      readinessPage: await asFirm((db) => firmPeople(db, id, asking, page)),
      emailsPage: await asFirm((db) => listAddresses(db, page)),
    },
  }
}

function shippedProgramme() {
  const file = join(packageRoot, 'programmes', 'seoch-2fa-2023.yaml')
  const parsed = parseProgramme(readFileSync(file, 'utf8'), file)
  if (!parsed.ok) throw new Error('the shipped programme does not parse')
  return parsed.value
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) took.push(await timed(work))
  return rounded(median(took))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function fileOf(mark: string, lines: number): Buffer {
  const rows = Array.from({ length: lines }, (_, n) => {
    const userId = `${mark}${String(n + 1).padStart(6, '0')}`
    return `${userId},person.${n + 1}@firm-${mark.toLowerCase()}.example`
  })
  return Buffer.from(`User ID,Email\r\n${rows.join('\r\n')}\r\n`)
}

async function* chunksOf(file: Buffer) {
  for (let at = 0; at < file.length; at += CHUNK) yield file.subarray(at, at + CHUNK)
}
