import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as send } from 'node:http'
import { Readable } from 'node:stream'
import { TOTP } from 'otpauth'
import { withClient } from '../src/db/with-client.ts'
import { systemRandomness } from '../src/kernel/system.ts'
import { folderStore } from '../src/overnight-reports/folder-store.ts'
import { Browser } from './browser.ts'
import { residentMebibytes } from './processes.ts'
import { ORIGIN } from './site.ts'
import { type Stack, startStack } from './start-stack.ts'
import { rounded } from './statistics.ts'

const MEBIBYTE = 1024 * 1024
const SIZE = 1024 * MEBIBYTE
const BREAKS_AT = 0.6 * SIZE
const DOOR = '/otp/overnight'
const LOOK_EVERY = 64 * MEBIBYTE

/** A report of a gigabyte, the line cut on its way and the rest fetched by a range: how fast, and in how much memory. */
export async function benchReport() {
  const stack = await startStack(100)
  const published = await publish(stack)
  const browser = await logOn(stack)
  await browser.get(published.list)
  const idle = residentMebibytes(stack.pids.node)
  const seen = { most: idle, sum: createHash('sha256'), bytes: 0 }
  const began = performance.now()
  const etag = await fetchPart(stack, browser, published.path, seen, {}, BREAKS_AT)
  await fetchPart(
    stack,
    browser,
    published.path,
    seen,
    { range: `bytes=${seen.bytes}-`, 'if-range': etag },
    SIZE,
  )
  const seconds = (performance.now() - began) / 1000
  const whole = seen.bytes === SIZE && seen.sum.digest('hex') === published.sha256
  browser.close()
  await stack.stop()
  return {
    mebibytes: SIZE / MEBIBYTE,
    whole,
    mebibytesASecond: rounded(SIZE / MEBIBYTE / seconds),
    memoryMebibytes: { before: rounded(idle), most: rounded(seen.most), more: rounded(seen.most - idle) },
  }
}

async function publish({ reportsFolder, postgres }: Stack) {
  const id = systemRandomness.uuid()
  const piece = Buffer.from(systemRandomness.bytes(MEBIBYTE))
  const content = Readable.from(Array.from({ length: SIZE / MEBIBYTE }, () => piece))
  const { sha256 } = await folderStore(reportsFolder).put(id, content)
  const code = await withClient(postgres.superuserUrl, async (client) => {
    await client.query(
      `insert into overnight_report (id, participant_id, business_day, name, revision, size, sha256, published_at, published_by)
       select $1, id, '2023-06-12', 'large.bin', 1, $2, $3, '2023-06-12T22:30+08:00', 'bench' from participant order by code limit 1`,
      [id, SIZE, sha256],
    )
    const { rows } = await client.query('select code from participant order by code limit 1')
    return String(rows[0].code)
  })
  const list = `/overnight/${code}`
  return { list, path: `${list}/reports/${id}`, sha256: sha256.toString('hex') }
}

async function logOn({ port, users, clockAhead }: Stack): Promise<Browser> {
  const [user] = users
  if (user === undefined) throw new Error('the stack has no users')
  const browser = new Browser(port)
  await browser.get(DOOR)
  await browser.post(DOOR, { user_id: user.userId, password: user.password })
  await browser.get(`${DOOR}/passcode`)
  const passcode = new TOTP({ secret: user.totpSecret }).generate({ timestamp: Date.now() + clockAhead })
  await browser.post(`${DOOR}/passcode`, { passcode })
  return browser
}

interface Seen {
  /** Mebibytes of the server. */
  most: number
  readonly sum: ReturnType<typeof createHash>
  bytes: number
}

/** Reads until `upTo` bytes of the report are there, then cuts the line; returns the entity tag. */
async function fetchPart(
  { port, pids }: Stack,
  { cookie }: Browser,
  path: string,
  seen: Seen,
  headers: Readonly<Record<string, string>>,
  upTo: number,
): Promise<string> {
  const host = new URL(ORIGIN).host
  const outgoing = send({ host: '127.0.0.1', port, path, headers: { host, cookie, ...headers } })
  outgoing.end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  if (incoming.statusCode !== (seen.bytes === 0 ? 200 : 206))
    throw new Error(`${path}: ${incoming.statusCode}`)
  let looked = seen.bytes
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    seen.sum.update(chunk)
    seen.bytes += chunk.length
    if (seen.bytes - looked >= LOOK_EVERY) {
      looked = seen.bytes
      seen.most = Math.max(seen.most, residentMebibytes(pids.node))
    }
    if (seen.bytes >= upTo) break
  }
  return incoming.headers.etag ?? ''
}
