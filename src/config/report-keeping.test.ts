import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { faultsOf } from '../setting-values.ts'
import { reportKeepingOf, reportKeepingSettings } from './report-keeping.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-key-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function keyFile(text: string): string {
  const file = join(folder, 'key')
  writeFileSync(file, text)
  return file
}

function read(given: Readonly<Record<string, string>>) {
  const parsed = z.object(reportKeepingSettings).safeParse(given)
  if (!parsed.success) return faultsOf(parsed.error)
  const kept = reportKeepingOf(parsed.data)
  return kept.ok ? kept.value.place : kept.refusal
}

const bucket = () => ({
  SALLYPORT_REPORTS_S3_ENDPOINT: 'https://s3.example.com',
  SALLYPORT_REPORTS_S3_BUCKET: 'reports',
  SALLYPORT_REPORTS_S3_KEY_FILE: keyFile('AKIA\nse/cr+et\n'),
})

describe('where reports lie', () => {
  it('is a folder where no bucket is named, and a bucket where it is named whole', () => {
    expect(read({})).toEqual({ is: 'folder', path: '/var/lib/sallyport/reports' })
    expect(read(bucket())).toEqual({
      is: 's3',
      ...{ endpoint: 'https://s3.example.com', bucket: 'reports', prefix: '', region: 'us-east-1' },
      ...{ bucketIn: 'path', accessKey: 'AKIA', secret: 'se/cr+et', ca: undefined },
    })
  })

  it.each(['ENDPOINT', 'BUCKET', 'KEY_FILE'].map((each) => `SALLYPORT_REPORTS_S3_${each}`))(
    'is no bucket without %s, which is named',
    (name) => {
      expect(read(Object.fromEntries(Object.entries(bucket()).filter(([each]) => each !== name)))).toEqual([
        `${name} is missing: a bucket needs its endpoint, name and key`,
      ])
    },
  )

  it.each([
    'http://s3.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'https://s3.example.com/path',
    'https://key:secret@s3.example.com',
    'ftp://s3.example.com',
    's3.example.com',
  ])('is never %s: in clear to this machine alone, and an origin', (endpoint) => {
    expect(read({ ...bucket(), SALLYPORT_REPORTS_S3_ENDPOINT: endpoint })).toEqual([
      expect.stringContaining('must be the https origin'),
    ])
  })

  it.each(['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000', 'https://[2001:db8::1]'])(
    'may be %s',
    (endpoint) => {
      expect(read({ ...bucket(), SALLYPORT_REPORTS_S3_ENDPOINT: endpoint })).toMatchObject({ endpoint })
    },
  )

  it.each(['/night/', 'night', '../', 'a//b/', 'a b/'])('has no prefix such as %s', (prefix) => {
    expect(read({ ...bucket(), SALLYPORT_REPORTS_S3_PREFIX: prefix })).toEqual([
      expect.stringContaining('must be empty, or end in a slash'),
    ])
  })

  it.each(['', 'one line', 'a\nb\nc'])('has a key of two lines, not %j, and no fault shows it', (text) => {
    expect(read({ ...bucket(), SALLYPORT_REPORTS_S3_KEY_FILE: keyFile(text) })).toEqual([
      'SALLYPORT_REPORTS_S3_KEY_FILE must name a file of two lines: the access key, and its secret',
    ])
  })
})
