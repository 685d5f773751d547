import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createPlain } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { putCardPassword } from '../src/cards/own-passwords.ts'
import { insertCard } from '../src/cards/store.ts'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { withClient } from '../src/db/with-client.ts'
import { listenOffice } from '../src/demo/card-office/listen-office.ts'
import { openCardOffice, type SampleCard } from '../src/demo/card-office/open-card-office.ts'
import { writeTrust } from '../src/demo/card-office/write-cards.ts'
import { makeCertificates } from '../src/demo/certificates.ts'
import { makeDemoClock } from '../src/demo/demo-clock.ts'
import { sha256 } from '../src/kernel/digest.ts'
import type { AccountId, CardId, CardPasswordId, Epoch } from '../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../src/kernel/system.ts'
import { folderStore } from '../src/overnight-reports/folder-store.ts'
import { packageRoot } from '../src/package-root.ts'
import { parseProgramme } from '../src/programme/parse-programme.ts'
import { openCards } from '../src/smartcards/open-cards.ts'
import { readCardSettings } from '../src/smartcards/read-trust.ts'
import { readCertificate } from '../src/smartcards/reading/certificate.ts'
import { answering } from '../src/web/answer-request.ts'
import { listen } from '../src/web/listen.ts'
import { wire } from '../src/wire.ts'
import { seedUsers } from './seed-users.ts'
import { CARDS, ORIGIN, SESSION_ONE } from './site.ts'

/**
 * What a logon by smartcard is measured at: the program with its own listener for cards, over TLS; and beside it, in the
 * same process, a bare server that asks for a card by the same options and says one word.
 */
export interface CardStackReady {
  /** The pages', over plain HTTP; the listener's; the bare server's. */
  readonly ports: { readonly pages: number; readonly cards: number; readonly bare: number }
  readonly pids: { readonly node: number; readonly postgres: number }
  readonly holders: readonly CardHolder[]
}

export interface CardHolder {
  readonly userId: string
  readonly cardPassword: string
  /** PEM: what the reader holds. */
  readonly card: { readonly key: string; readonly cert: string }
}

/** Hashes by the program's pool for so long; then says how many. Anything else ends it. */
export type CardStackAsked = { readonly hash: number } | 'stop'

const HOLDERS = 200
const PASSWORD = '246810'
const SINCE = Temporal.Instant.from('2023-05-01T09:00+08:00')

const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: SESSION_ONE })
const database = openDatabase({ url: postgres.ownerUrl, poolSize: 20, applicationName: 'sallyport' })
const feedDatabase = openDatabase({ url: postgres.ownerUrl, poolSize: 1, applicationName: 'sallyport feed' })
const complain = (fault: unknown) =>
  void process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`)
const office = await openCardOffice(systemClock.now(), systemRandomness)
const sources = await listenOffice(office, systemClock)
mkdirSync(join(folder, 'trust'))
const settings = readCardSettings(writeTrust(join(folder, 'trust'), office, sources.url))
if (!settings.ok) throw new Error(settings.refusal.join('; '))
const cards = await openCards({
  ...{ settings: settings.value, database, randomness: systemRandomness, wire: systemClock },
  ...{ onFailing: ({ lastFault }) => complain(lastFault?.reason), onFault: complain },
})
const clock = makeDemoClock(systemClock, SESSION_ONE)
const node = wire({
  site: 'primary',
  epoch: 'primary/0' as Epoch,
  origins: [ORIGIN],
  clocks: { programme: clock, wire: systemClock },
  randomness: systemRandomness,
  sealingKeys: [{ id: 1, secret: systemRandomness.bytes(32) }],
  programme: shipped(),
  ...{ database, feedDatabase },
  transport: { send: async () => ({ outcome: 'sent', answer: '250 kept' }) },
  mailFrom: 'no-reply@bench.example',
  reports: folderStore(join(folder, 'reports')),
  cards: { ...cards.judging, listener: CARDS, site: ORIGIN },
  demoClock: null,
  report: complain,
})
const holders = await seedHolders()
const hostnames = [new URL(CARDS).hostname]
const { keyPem: key, certPem: cert } = await makeCertificates({
  ...{ now: systemClock.now(), randomness: systemRandomness, hostnames },
})
const pages = createPlain({ keepAliveTimeout: 60_000 }, answering(node.app, node.front))
const bare = createServer({ key, cert, ...cards.tls }, (_, response) => {
  response.shouldKeepAlive = false
  response.end('hello')
})
if (node.cardApp === null) throw new Error('no pages for cards')
const asking = await listen({ app: node.cardApp, host: '127.0.0.1', port: 0, key, cert, tls: cards.tls })
const ready: CardStackReady = {
  ports: { pages: await portOf(pages), cards: asking.port, bare: await portOf(bare) },
  pids: { node: process.pid, postgres: postgres.pid },
  holders,
}
process.send?.(ready)
process.on('message', async (asked: CardStackAsked) => {
  if (asked === 'stop') await stop()
  else process.send?.(await hashAlone(asked.hash))
})
process.on('disconnect', stop)

function shipped() {
  const file = join(packageRoot, 'programmes/seoch-2fa-2023.yaml')
  const parsed = parseProgramme(readFileSync(file, 'utf8').replace('status: tentative', 'status: firm'), file)
  if (!parsed.ok) throw new Error(parsed.refusal.map(({ reason }) => reason).join('\n'))
  return parsed.value
}

async function seedHolders(): Promise<readonly CardHolder[]> {
  const users = await seedUsers(postgres.superuserUrl, node.world, HOLDERS)
  const { rows } = await withClient(postgres.superuserUrl, (client) =>
    client.query<{ user_id: string; id: AccountId }>('select user_id, id from account'),
  )
  const accounts = new Map(rows.map(({ user_id, id }) => [user_id, id]))
  const hashed = await node.world.hasher.hash(PASSWORD, 'seed')
  if (!hashed.ok) throw new Error('the hashing queue of an idle program is full')
  const seeded: CardHolder[] = []
  for (const { userId } of users) {
    const accountId = accounts.get(userId)
    if (accountId === undefined) throw new Error(`nobody is ${userId}`)
    const card = await office.issue(userId, office.issuing[0])
    await register(accountId, card, hashed.value)
    seeded.push({ userId, cardPassword: PASSWORD, card: await pemOf(card) })
  }
  return seeded
}

async function register(accountId: AccountId, { certificate }: SampleCard, phc: string): Promise<void> {
  const read = readCertificate(certificate)
  if (!read.ok) throw new Error(read.refusal)
  const { issuer, serial, publicKey, notAfter, subject } = read.value
  await database.write({ as: 'operations' }, async (tx) => {
    await insertCard(tx, {
      ...{ issuer: sha256(issuer.der).toString('hex'), serial, key: sha256(publicKey).toString('hex') },
      ...{ id: systemRandomness.uuid() as CardId, accountId, notAfter, subject: subject.text, at: SINCE },
    })
    const id = systemRandomness.uuid() as CardPasswordId
    await putCardPassword(tx, node.world, { id, accountId, phc, at: SINCE })
  })
}

async function pemOf({ certificate, keys }: SampleCard): Promise<CardHolder['card']> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const pem = (label: string, der: Uint8Array) =>
    `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`
  return { key: pem('PRIVATE KEY', pkcs8), cert: pem('CERTIFICATE', certificate) }
}

function portOf(server: Pick<typeof pages, 'listen' | 'address'>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

async function hashAlone(milliseconds: number) {
  const began = performance.now()
  let hashes = 0
  const caller = async () => {
    while (performance.now() - began < milliseconds) {
      await node.world.hasher.verify(null, 'a password of nobody', 'ceiling')
      hashes += 1
    }
  }
  await Promise.all(Array.from({ length: 16 }, caller))
  return { hashes, milliseconds: performance.now() - began }
}

async function stop(): Promise<void> {
  pages.closeAllConnections()
  bare.closeAllConnections()
  await asking.stop()
  await sources.stop()
  cards.stop()
  await node.stop()
  await feedDatabase.close()
  await database.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}
