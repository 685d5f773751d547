import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedCrowd } from '../../test/faults/seed-crowd.ts'
import { type ServingNode, startProgram } from '../../test/support/serving-node.ts'
import { type ServingSite, servingSite } from '../../test/support/serving-site.ts'
import { type Swift, startSwift } from '../../test/support/start-swift.ts'
import { withClient } from '../db/with-client.ts'
import { s3Store } from '../overnight-reports/s3/s3-store.ts'

const run = promisify(execFile)
const DAY = '2023-06-09'

let swift: Swift
let site: ServingSite
let node: ServingNode
let place: Awaited<ReturnType<Swift['newPlace']>>
let settings: Readonly<Record<string, string>>
let token = ''
let code = ''

beforeAll(async () => {
  swift = await startSwift()
  place = await swift.newPlace('night/')
  site = await servingSite()
  await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 1, email: 0, uninitiated: 0 })
  settings = {
    SALLYPORT_REPORTS_S3_ENDPOINT: place.endpoint,
    SALLYPORT_REPORTS_S3_BUCKET: place.bucket,
    SALLYPORT_REPORTS_S3_PREFIX: place.prefix,
    SALLYPORT_REPORTS_S3_REGION: place.region,
    SALLYPORT_REPORTS_S3_KEY_FILE: site.file('s3-key', `${place.accessKey}\n${place.secret}\n`),
    SALLYPORT_REPORTS_LISTEN: '127.0.0.1:0',
  }
  node = await site.startNode(settings)
  token = (await sallyport('reports', 'token', 'make', 'night', '--days', '1', '--apply')).said.trim()
  code = await withClient(site.urls.superuserUrl, async (client) =>
    String((await client.query('select code from participant order by code limit 1')).rows[0].code),
  )
})
afterAll(async () => {
  await swift.stop()
  await site.stop()
})

async function sallyport(...argv: readonly string[]) {
  const program = startProgram([...argv, '--config', site.settingsFile], settings)
  return { status: await program.ended, said: program.printed(), all: program.output() }
}

const reportsPort = () => Number(node.log().find(({ msg }) => msg === 'serving')?.['reportsPort'])

/** As docs/reports.md shows it. */
async function put(file: string, name: string, bearer = token) {
  const { stdout: sum } = await run('sh', ['-c', `openssl dgst -sha256 -binary ${file} | base64`])
  const { stdout } = await run('curl', [
    ...['-sS', '-k', '-T', file, '-w', '\n%{http_code} %{size_upload}', '-H', 'Expect: 100-continue'],
    ...['-H', `Authorization: Bearer ${bearer}`, '-H', 'Content-Type: application/octet-stream'],
    ...['-H', `Content-Digest: sha-256=:${sum.trim()}:`],
    `https://127.0.0.1:${reportsPort()}/api/reports/${DAY}/${code}/${name}`,
  ])
  const [, body = '', status, uploaded] = /^(.*)\n(\d+) (\d+)$/s.exec(stdout) ?? []
  return { status: Number(status), uploaded: Number(uploaded), body: JSON.parse(body) }
}

describe('a node whose reports lie in a bucket', () => {
  const size = 20 * 1024 * 1024

  it('takes a report from curl, in parts, and its bytes are in the bucket as they were sent', async () => {
    const file = site.file('large.bin', '')
    await run('sh', ['-c', `head -c ${size} /dev/urandom > ${file}`])
    const { stdout: hex } = await run('sha256sum', [file])
    const sent = await put(file, 'large.bin')
    expect([sent.status, sent.body]).toMatchObject([201, { outcome: 'new', sha256: hex.slice(0, 64) }])
    const [row] = await withClient(
      site.urls.superuserUrl,
      async (client) => (await client.query('select id, size, published_by from overnight_report')).rows,
    )
    expect([row.size, row.published_by]).toEqual([String(size), 'token night'])
    const hash = createHash('sha256')
    const bytes = await s3Store(place).open(row.id, { from: 0, to: size - 1 })
    for await (const chunk of bytes ?? []) hash.update(chunk)
    expect(hash.digest('hex')).toBe(hex.slice(0, 64))
    expect((await put(file, 'large.bin')).body.outcome).toBe('the-same')
    expect((await Array.fromAsync(s3Store(place).keys())).map(({ key }) => key)).toEqual([row.id])
  })

  it('refuses who shows no token before a byte of the report is sent', async () => {
    const file = site.file('refused.bin', 'x'.repeat(2_000_000))
    expect(await put(file, 'refused.bin', 'sallyport_reports_guess')).toMatchObject({
      status: 401,
      uploaded: 0,
    })
  })

  it('has no page at that listener, and no such address at that of the pages', async () => {
    const { stdout } = await run('curl', ['-sSk', `https://127.0.0.1:${reportsPort()}/otp/online`])
    expect(JSON.parse(stdout).type).toBe('urn:sallyport:problem:no-address')
    const page = await site.browser().get(`/api/reports/${DAY}/${code}/large.bin`)
    expect(page.status).toBe(404)
  })

  it('whose store goes away says so to a batch and to doctor, and never a token or secret', async () => {
    expect((await sallyport('doctor')).said).toMatch(/holds +report store +bucket reports-1 at .* answers/)
    await swift.stop()
    const file = site.file('late.bin', 'late')
    expect(await put(file, 'late.bin')).toMatchObject({
      status: 503,
      body: { type: 'urn:sallyport:problem:store-away' },
    })
    const { all } = await sallyport('doctor')
    expect(all).toMatch(/report store .*the report store is away/)
    for (const secret of [token, place.secret]) expect(node.output() + all).not.toContain(secret)
    expect(node.log().some(({ route }) => route === '/api/reports/:day/:participant/:name')).toBe(true)
  })
})
