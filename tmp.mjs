import { mkdtempSync, rmSync, readFileSync } from 'node:fs'
const T = []; let t = performance.now(), c = process.cpuUsage()
const mark = (n) => { const u = process.cpuUsage(c); T.push(`${n} ${Math.round(performance.now() - t)} ms (self cpu ${Math.round((u.user + u.system) / 1000)})`); t = performance.now(); c = process.cpuUsage() }
const D = './dist/'
const { startDemo } = await import(D + 'demo/start-demo.js'); mark('import')
const { startEmbedded } = await import(D + 'db/embedded/start-embedded.js')
const { migrate } = await import(D + 'db/migrate.js')
const { makeCertificates } = await import(D + 'demo/certificates.js')
const { openDatabase } = await import(D + 'db/open-database.js')
const { wire } = await import(D + 'wire.js')
const { seedDirectory, seedGo } = await import(D + 'demo/seed-directory.js')
const { seedCredentials } = await import(D + 'demo/seed-credentials.js')
const { seedRegistrations } = await import(D + 'demo/seed-registrations.js')
const { wholeDirectory } = await import(D + 'demo/directory/directory.js')
const { parseProgramme } = await import(D + 'programme/parse-programme.js')
const { systemClock, systemRandomness } = await import(D + 'kernel/system.js')
const F = 'programmes/seoch-2fa-2023.yaml'
t = performance.now(); c = process.cpuUsage()
const p = parseProgramme(readFileSync(F, 'utf8'), F).value; mark('parse')
await makeCertificates({ now: systemClock.now(), randomness: systemRandomness, hostnames: ['localhost', '127.0.0.1'] }); mark('certificates')
const folder = mkdtempSync((process.argv[2] ?? '/tmp') + '/suite-demo-')
const pg = await startEmbedded({ folder, binaries: 'any', randomness: systemRandomness }); mark('initdb and start')
await migrate({ ownerUrl: pg.ownerUrl, folder: 'migrations', at: systemClock.now() }); mark('migrate')
const database = openDatabase({ url: pg.ownerUrl, asApp: true, poolSize: 10, applicationName: 'x' })
const node = wire({ site: 'primary', epoch: 'primary/0', origins: ['https://localhost:8443'], clocks: { programme: systemClock, wire: systemClock }, randomness: systemRandomness, sealingKeys: [{ id: 1, secret: systemRandomness.bytes(32) }], programme: p, database, feedDatabase: database, transport: { send: async () => ({ outcome: 'sent', answer: '250' }) }, mailFrom: 'a@b.example', demoClock: null, report: console.error }); mark('wire')
await database.write({ as: 'operations' }, async (tx) => {
  mark('connect')
  const seeded = await seedDirectory(tx, node.world, wholeDirectory); mark(`directory, ${seeded.length} people`)
  await seedRegistrations(tx, systemRandomness, p, wholeDirectory.firms); mark('registrations')
  let n = 0
  for (const a of seeded) if (await seedCredentials(tx, node.world, a)) n++
  mark(`credentials of ${n}`)
}); mark('commit')
console.log(T.join('\n'))
await node.stop(); await database.close(); await pg.stop(); rmSync(folder, { recursive: true })
process.exit(0)
