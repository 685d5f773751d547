import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { systemRandomness } from '../../kernel/system.ts'
import type { S3Place } from '../report-place.ts'
import type { ReportStore } from '../report-store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { PART_BYTES } from './put-whole.ts'
import { s3Store } from './s3-store.ts'

const PLACE: Omit<S3Place, 'endpoint'> = {
  ...{ region: 'eu-test-1', bucket: 'reports', prefix: '', bucketIn: 'path' },
  ...{ accessKey: 'keeper', secret: 'the very secret', ca: undefined },
}
const ID = systemRandomness.uuid()
const LONG = 2 * PART_BYTES + 5

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void

const servers: (() => void)[] = []
afterEach(() => {
  for (const close of servers.splice(0)) close()
})

interface Against {
  readonly store: ReportStore
  /** `PUT part 1`, as they came. */
  readonly asked: string[]
  readonly pauses: number[]
}

/** A store over a service that answers as is said, once it has heard all of a request. */
async function against(answer: Answer, patienceMilliseconds = 30_000): Promise<Against> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      asked.push(nameOf(request))
      answer(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(() => server.close().closeAllConnections())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pauses: number[] = []
  const pause = async (milliseconds: number) => void pauses.push(milliseconds)
  return { store: s3Store({ ...PLACE, endpoint }, { pause, patienceMilliseconds }), asked, pauses }
}

function nameOf({ method, url = '' }: IncomingMessage): string {
  const query = new URL(url, 'http://any').searchParams
  const part = query.get('partNumber')
  if (part !== null) return `${method} part ${part}`
  if (query.has('uploads')) return method === 'POST' ? 'begin' : 'list uploads'
  if (query.has('uploadId')) return method === 'POST' ? 'join' : 'abort'
  return `${method}${query.has('list-type') ? ' list' : ''}`
}

/** A service that does all that is asked of it, but for what `other` answers instead. */
function butFor(name: string, other: Answer): Answer {
  return (asked, answer) => {
    const is = nameOf(asked)
    if (is === name) return other(asked, answer)
    if (is === 'begin') return void answer.end('<R><UploadId>u&amp;1</UploadId></R>')
    if (is === 'list uploads') return void answer.end('<R></R>')
    answer.setHeader('etag', '"tag"').end('<R></R>')
  }
}

const says =
  (status: number, code: string): Answer =>
  (_, answer) =>
    answer
      .writeHead(status)
      .end(`<?xml?><Error><Code>${code}</Code><StringToSign>AWS4</StringToSign></Error>`)
const cut: Answer = ({ socket }) => socket.destroy()
const long = () => Readable.from([Buffer.alloc(LONG)])

/** The first so many times; then as `after`. */
function atFirst(times: number, first: Answer, after: Answer): Answer {
  let left = times
  return (asked, answer) => (left-- > 0 ? first : after)(asked, answer)
}

describe('a long report', () => {
  it('goes in parts, and is there once they are joined', async () => {
    const { store, asked } = await against(butFor('nothing', cut))
    expect((await store.put(ID, long())).size).toBe(LONG)
    expect(asked).toEqual(['begin', 'PUT part 1', 'PUT part 2', 'PUT part 3', 'join'])
  })

  it.each([
    ['fails in the middle', 'PUT part 2', says(500, 'InternalError'), '500 InternalError'],
    ['cuts the line in the middle', 'PUT part 2', cut, 'is away'],
    ['finds other bytes than were signed', 'PUT part 3', says(400, 'XAmzContentSHA256Mismatch'), '400 XAmz'],
    ['joins nothing, and says so behind a 200', 'join', says(200, 'InternalError'), '200 InternalError'],
    ['knows no such upload any more', 'join', says(404, 'NoSuchUpload'), '404 NoSuchUpload'],
  ] as const)(
    'to a service that %s is no report: given up, and its parts with it',
    async (_, at, fault, words) => {
      const { store, asked } = await against(butFor(at, fault))
      await expect(store.put(ID, long())).rejects.toThrow(words)
      expect(asked.at(-1)).toBe('abort')
      if (at !== 'join') expect(asked).not.toContain('join')
    },
  )

  it('is sent on where one part fails and is taken the second time', async () => {
    const whole = butFor('nothing', cut)
    const { store, asked, pauses } = await against(
      butFor('PUT part 2', atFirst(1, says(503, 'SlowDown'), whole)),
    )
    expect((await store.put(ID, long())).size).toBe(LONG)
    expect(asked).toEqual(['begin', 'PUT part 1', 'PUT part 2', 'PUT part 2', 'PUT part 3', 'join'])
    expect(pauses).toEqual([200])
  })
})

describe('a service that can’t be used', () => {
  it.each([
    ['refuses us', says(403, 'AccessDenied'), 'answers 403 AccessDenied', 1],
    ['is busy for long', says(503, 'SlowDown'), 'answers 503 SlowDown', 3],
    ['cuts each line', cut, 'is away', 3],
  ] as const)(
    'as it %s is told as such, after as many tries as are of use',
    async (_, answer, words, tries) => {
      const { store, asked } = await against(answer)
      const fault = await store.open(ID, { from: 0, to: 9 }).catch((thrown: unknown) => thrown)
      expect(fault).toBeInstanceOf(StoreUnavailable)
      expect(String(fault)).toContain(words)
      expect(asked.length).toBe(tries)
      expect(String(fault)).not.toMatch(/AWS4|the very secret/)
    },
  )

  it('as it never answers is not waited for', async () => {
    const { store, asked } = await against(() => {}, 50)
    await expect(store.put(ID, Readable.from([Buffer.from('x')]))).rejects.toThrow('no answer came')
    expect(asked.length).toBe(3)
  })

  it('as it is full says that it is', async () => {
    const { store } = await against(says(507, 'InsufficientStorage'))
    const fault = await store.put(ID, Readable.from([Buffer.from('x')])).catch((thrown: unknown) => thrown)
    expect(fault).toMatchObject({ name: 'StoreUnavailable', isFull: true })
  })
})

describe('bytes on their way out', () => {
  const range = { from: 10, to: 19 }
  const part =
    (body: string, headers: Readonly<Record<string, string>>): Answer =>
    (_, answer) =>
      void answer.writeHead(206, headers).end(body)
  const RIGHT = { 'content-range': 'bytes 10-19/100' }

  it('are exactly those that were asked for', async () => {
    const { store } = await against(part('0123456789', RIGHT))
    const bytes = await store.open(ID, range)
    expect(bytes && String(await buffer(bytes))).toBe('0123456789')
  })

  it.each([
    ['fewer, the line closed early', part('01234', RIGHT)],
    ['more', part('0123456789X', RIGHT)],
  ])('that are %s end in a fault, never as if they were whole', async (_, answer) => {
    const { store } = await against(answer)
    const bytes = await store.open(ID, range)
    await expect(bytes && buffer(bytes)).rejects.toThrow('broke off')
  })

  it('that are cut in the middle end in a fault', async () => {
    const { store } = await against((_, answer) => {
      answer.writeHead(206, { ...RIGHT, 'content-length': '10' }).write('01234', () => answer.destroy())
    })
    const bytes = await store.open(ID, range)
    await expect(bytes && buffer(bytes)).rejects.toThrow()
  })

  it.each([
    ['the whole instead of the part', (_: unknown, answer: ServerResponse) => void answer.end('0123456789')],
    ['another part', part('0123456789', { 'content-range': 'bytes 0-9/100' })],
  ] as const)('are not sent on where the service sends %s', async (_, answer) => {
    const { store } = await against(answer as Answer)
    await expect(store.open(ID, range)).rejects.toThrow('sends other bytes')
  })
})

describe('a list of several pages', () => {
  it('is read to its end, uploads that were begun too, whatever the token is written with', async () => {
    const key = () => systemRandomness.uuid()
    const ids = [key(), key(), key()] as const
    const at = '2026-11-23T07:49:49.000Z'
    const object = (id: string) =>
      `<Contents><Key>${id}</Key><LastModified>${at}</LastModified><Owner><ID>x</ID></Owner></Contents>`
    const { store } = await against((asked, answer) => {
      const query = new URL(asked.url ?? '', 'http://any').searchParams
      if (query.has('uploads'))
        return void answer.end(
          `<R><Upload><Key>${ids[2]}</Key><UploadId>1</UploadId><Initiated>${at}</Initiated></Upload><IsTruncated>false</IsTruncated></R>`,
        )
      const next = query.get('continuation-token')
      answer.end(
        next === null
          ? `<R>${object(ids[0])}${object('of somebody else')}<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b/+=</NextContinuationToken></R>`
          : next === 'a&b/+='
            ? `<R>${object(ids[1])}<IsTruncated>false</IsTruncated></R>`
            : '',
      )
    })
    const kept = await Array.fromAsync(store.keys())
    expect(kept.map((each) => each.key)).toEqual([...ids])
    expect(kept[0]?.keptAt.toString()).toBe('2026-11-23T07:49:49Z')
  })
})
