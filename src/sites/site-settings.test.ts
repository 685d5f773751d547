import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSiteSettings } from './site-settings.ts'

const GIVEN = {
  SALLYPORT_SITE: 'secondary',
  SALLYPORT_DATABASE_URL: 'postgres://owner:word@dc1:5432/sallyport',
  SALLYPORT_CLUSTER_FOLDER: '/var/lib/sallyport/database',
  SALLYPORT_BRANCH_FOLDER: '/var/lib/sallyport/branches',
  SALLYPORT_STANDBY_URL: 'postgres://postgres:word@dc2/sallyport',
  SALLYPORT_OTHER_SITE_URL: 'postgres://postgres:word@dc1:5433/sallyport',
}

it('says where the servers of a site are, and that they outlive the command that starts them', () => {
  expect(readSiteSettings(GIVEN, undefined)).toEqual({
    ok: true,
    value: {
      site: 'secondary',
      databaseUrls: [GIVEN.SALLYPORT_DATABASE_URL],
      servers: {
        site: 'secondary',
        clusterFolder: '/var/lib/sallyport/database',
        address: { host: 'dc2', port: 5432 },
        branchFolder: '/var/lib/sallyport/branches',
        binaries: 'any',
        tied: false,
      },
      otherSiteUrl: GIVEN.SALLYPORT_OTHER_SITE_URL,
      witness: null,
    },
  })
})

it('reads a file of them, under the environment, beside what only a node needs', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sallyport-site-')), 'secondary.env')
  const lines = Object.entries({ ...GIVEN, SALLYPORT_LISTEN: '0.0.0.0:443', SALLYPORT_BRANCH_PORT: '5' })
  writeFileSync(file, lines.map(([name, value]) => `${name}=${value}\n`).join(''))
  const read = readSiteSettings({ SALLYPORT_BRANCH_PORT: '5434' }, file)
  expect(read.ok && read.value.servers.branchPort).toBe(5434)
})

it('reports all faults at once', () => {
  const read = readSiteSettings(
    { SALLYPORT_SITE: 'third', SALLYPORT_BRANCH_PORT: '0', SALLYPORT_POSTGRES_BINARIES: 'other' },
    undefined,
  )
  expect(read.ok ? [] : read.refusal.map((fault) => fault.split(' ')[0]).sort()).toEqual([
    'SALLYPORT_BRANCH_FOLDER',
    'SALLYPORT_BRANCH_PORT',
    'SALLYPORT_CLUSTER_FOLDER',
    'SALLYPORT_DATABASE_URL',
    'SALLYPORT_OTHER_SITE_URL',
    'SALLYPORT_POSTGRES_BINARIES',
    'SALLYPORT_SITE',
    'SALLYPORT_STANDBY_URL',
  ])
})

it('names a server that somebody else runs by its data and two commands, which no shell reads', () => {
  const named = {
    ...GIVEN,
    SALLYPORT_SERVICE_DATA: '/var/lib/postgresql/15/main',
    SALLYPORT_SERVICE_START: '/usr/bin/systemctl  start postgresql@15-main;true ',
    SALLYPORT_SERVICE_STOP: '/usr/bin/systemctl stop postgresql@15-main',
  }
  const read = readSiteSettings(named, undefined)
  expect(read.ok && read.value.servers.service).toEqual({
    data: '/var/lib/postgresql/15/main',
    start: ['/usr/bin/systemctl', 'start', 'postgresql@15-main;true'],
    stop: ['/usr/bin/systemctl', 'stop', 'postgresql@15-main'],
  })
  const refusalOf = (given: Record<string, string>) => {
    const { refusal } = readSiteSettings(given, undefined) as { refusal?: readonly string[] }
    return refusal?.map((fault) => fault.split(' ')[0])
  }
  const { SALLYPORT_SERVICE_DATA: _, ...half } = named
  expect(refusalOf(half)).toEqual(['SALLYPORT_SERVICE_DATA'])
  expect(refusalOf({ ...named, SALLYPORT_SERVICE_STOP: 'systemctl stop it' })).toEqual([
    'SALLYPORT_SERVICE_STOP',
  ])
})

it('names a witness by its address and this site’s key, both or neither', () => {
  const key = join(mkdtempSync(join(tmpdir(), 'sallyport-site-')), 'primary.key')
  writeFileSync(key, `${'5a'.repeat(32)}\n`)
  const url = 'http://witness:8475'
  const named = { ...GIVEN, SALLYPORT_WITNESS_URL: url, SALLYPORT_WITNESS_KEY_FILE: key }
  const read = readSiteSettings(named, undefined)
  expect(read.ok && read.value.witness).toEqual({ url, key: Buffer.alloc(32, 0x5a) })
  const half = readSiteSettings({ ...GIVEN, SALLYPORT_WITNESS_URL: url }, undefined)
  expect(half).toEqual({
    ok: false,
    refusal: ['SALLYPORT_WITNESS_KEY_FILE is missing: a witness is named by both'],
  })
})
