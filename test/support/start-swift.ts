import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { systemClock } from '../../src/kernel/system.ts'
import type { S3Place } from '../../src/overnight-reports/report-place.ts'
import { type S3Request, signRequest } from '../../src/overnight-reports/s3/sign-request.ts'
import { packageRoot } from '../../src/package-root.ts'
import { scratchFolder } from './scratch-folder.ts'

/** With the characters that such secrets have. */
const SECRET = 'a/secret+of/the/test'

export interface Swift {
  /** A bucket of its own, made anew, and empty. */
  newPlace(prefix?: string): Promise<S3Place>
  stop(): Promise<void>
}

/** Debian's OpenStack Swift, which speaks S3 and checks its signatures: a server that is none of ours. */
export async function startSwift(): Promise<Swift> {
  const folder = scratchFolder('swift')
  const argv = [join(packageRoot, 'test/support/serve-swift.py'), folder, 'reports:keeper', SECRET]
  const child = spawn('/usr/bin/python3', argv, {
    env: { PATH: '/usr/bin:/bin', EVENTLET_NO_GREENDNS: 'yes', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const port = await Promise.race([firstLine(child.stdout), ended.then(() => undefined)])
  if (port === undefined) throw new Error(`swift ended: ${said}`)
  let places = 0
  return {
    newPlace: async (prefix = '') => {
      const place: S3Place = {
        ...{
          endpoint: `http://127.0.0.1:${port}`,
          region: 'eu-test-1',
          bucket: `reports-${++places}`,
          prefix,
        },
        ...{ bucketIn: 'path', accessKey: 'reports:keeper', secret: SECRET, ca: undefined },
      }
      await sendTo(place, { method: 'PUT', name: '' })
      return place
    },
    stop: async () => {
      child.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As anybody may who has the keys, past our own store. */
export async function sendTo(place: S3Place, request: S3Request): Promise<string> {
  const { url, headers } = await signRequest(place, request, systemClock.now())
  const { body = null, method } = request
  const answer = await fetch(url, { method, headers, body: body && Buffer.from(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`)
  return text
}

async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  while (!text.includes('\n')) text += String((await once(stream, 'data'))[0])
  return text.trim()
}
