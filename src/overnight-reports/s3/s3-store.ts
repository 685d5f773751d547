import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable, Transform } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { reasonOf } from '../../kernel/reason-of.ts'
import { systemClock } from '../../kernel/system.ts'
import type { S3Place } from '../report-place.ts'
import type { ByteRange, ReportStore } from '../report-store.ts'
import { isReportKey } from '../rules/report-key.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { type AskS3, askS3, type S3World } from './ask-s3.ts'
import { listObjects, listUploads } from './list-kept.ts'
import { abortUpload, putWhole } from './put-whole.ts'

const WORLD: S3World = { clock: systemClock, pause, patienceMilliseconds: 30_000 }

/** Reports as objects of one bucket, which is there already. What else lies in it is neither read nor removed. */
export function s3Store(place: S3Place, world: Partial<S3World> = {}): ReportStore {
  const ask = askS3(place, { ...WORLD, ...world })
  const { prefix } = place
  const nameOf = (key: string) => {
    if (!isReportKey(key)) throw new Error(`${key}: no key of a report`)
    return `${prefix}${key}`
  }
  return {
    put: (key, content) => putWhole(ask, nameOf(key), content),
    open: (key, range) => openPart(ask, nameOf(key), range),
    remove: (key) => removeAll(ask, nameOf(key)),
    keys: () => listKeys(ask, prefix),
    fault: () => faultOf(ask, prefix),
  }
}

async function openPart(ask: AskS3, name: string, { from, to }: ByteRange): Promise<Readable | undefined> {
  const answer = await ask({ method: 'GET', name, headers: { range: `bytes=${from}-${to}` } })
  const range = answer.headers['content-range'] ?? ''
  if (answer.statusCode === 206 && range.startsWith(`bytes ${from}-${to}/`))
    return exactly(answer, to - from + 1)
  answer.destroy()
  if (answer.statusCode === 404) return undefined
  throw new StoreUnavailable(`the report store sends other bytes than were asked for (${name})`)
}

/** A line that ends early is a fault, also where nothing else says how long it was to be. */
function exactly(answer: IncomingMessage, length: number): Readable {
  let left = length
  const fault = () => new StoreUnavailable('the report store broke off')
  const counting = new Transform({
    transform: (chunk: Buffer, _, done) => {
      left -= chunk.length
      done(left < 0 ? fault() : null, chunk)
    },
    flush: (done) => done(left === 0 ? null : fault()),
  })
  // What breaks either breaks the other; who reads hears of it.
  return pipeline(answer, counting, () => {})
}

/** An upload that was cut may have left its parts beside, under the same name. */
async function removeAll(ask: AskS3, name: string): Promise<void> {
  const answer = await ask({ method: 'DELETE', name })
  answer.resume()
  await once(answer, 'end')
  for await (const upload of listUploads(ask, name))
    if (upload.name === name) await abortUpload(ask, name, upload.uploadId)
}

async function* listKeys(ask: AskS3, prefix: string) {
  for (const list of [listObjects, listUploads])
    for await (const { name, keptAt } of list(ask, prefix)) {
      const key = name.slice(prefix.length)
      if (isReportKey(key)) yield { key, keptAt }
    }
}

async function faultOf(ask: AskS3, prefix: string): Promise<string | undefined> {
  try {
    await listObjects(ask, prefix).next()
    return undefined
  } catch (fault) {
    return reasonOf(fault)
  }
}
