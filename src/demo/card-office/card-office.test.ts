import { execFileSync, spawnSync } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presentCard } from '../../../test/support/card-handshake.ts'
import { MORNING, MORNINGS, sampleOffice, tlsOf } from '../../../test/support/sample-cards.ts'
import { sha256 } from '../../kernel/digest.ts'
import { systemClock, systemRandomness } from '../../kernel/system.ts'
import { type CardSettings, readCardSettings } from '../../smartcards/read-trust.ts'
import { openRevocation } from '../../smartcards/revocation.ts'
import { cardVerifier } from '../../smartcards/verify-card.ts'
import { listenOffice, type OfficeListener } from './listen-office.ts'
import type { CardOffice } from './open-card-office.ts'
import { writeCard, writeTrust } from './write-cards.ts'

const MODULE = '/usr/lib/softhsm/libsofthsm2.so'

let office: CardOffice
let listener: OfficeListener
let settings: CardSettings
const folder = mkdtempSync(join(tmpdir(), 'sallyport-cards-'))

beforeAll(async () => {
  office = await sampleOffice()
  listener = await listenOffice(office, { now: () => MORNING })
  const read = readCardSettings(writeTrust(folder, office, listener.url))
  if (!read.ok) throw new Error(read.refusal.join('; '))
  settings = read.value
})
afterAll(async () => {
  await listener.stop()
  rmSync(folder, { recursive: true })
})

async function tryP12(p12: string, pin: string) {
  const store = { read: async () => [], keep: async () => undefined }
  const revocation = await openRevocation({ settings, store, randomness: systemRandomness, wire: MORNING })
  await revocation.refresh(MORNING)
  const server = await tlsOf(await office.issue('Server', office.issuing[0]))
  const client = { pfx: readFileSync(p12), passphrase: pin }
  const verify = cardVerifier(settings.trust, revocation)
  return await verify(await presentCard({ trust: settings.trust, server, client }), MORNINGS)
}

describe('the sample card office', () => {
  it('is all a program needs: its file of trust is read, and its cards, lists and answers are believed', async () => {
    for (const authority of office.issuing) {
      const { p12, pin, card } = await writeCard(
        folder,
        await office.issue('HLSUSR01', authority),
        systemRandomness,
      )
      expect(await tryP12(p12, pin)).toMatchObject({ ok: true, value: { serial: card.serial } })
      office.revoke(card, MORNING)
      expect(await tryP12(p12, pin)).toMatchObject({ ok: false, refusal: { reason: 'revoked' } })
    }
  })

  it('writes files that another program opens, with the PIN alone', async () => {
    const { p12, pin } = await writeCard(
      folder,
      await office.issue('HLSUSR02', office.issuing[0]),
      systemRandomness,
    )
    const opened = (given: string) => {
      const asked = ['pkcs12', '-in', p12, '-noenc', '-passin', `pass:${given}`]
      return execFileSync('openssl', asked, { encoding: 'utf8', stdio: 'pipe' })
    }
    expect(opened(pin)).toMatch(/BEGIN PRIVATE KEY/)
    expect(opened(pin).match(/BEGIN CERTIFICATE/g)?.length).toBe(2)
    expect(() => opened('12345678x')).toThrow(/invalid password|mac verify/i)
  })

  it('answers so that OpenSSL believes it too', async () => {
    const card = await office.issue('HLSUSR03', office.issuing[1])
    const [issuer, file] = [join(folder, 'cards-b.pem'), join(folder, 'card.der')]
    writeFileSync(file, card.certificate)
    const request = join(folder, 'request.der')
    const answer = join(folder, 'answer.der')
    const ask = ['ocsp', '-issuer', issuer, '-cert', file, '-no_nonce']
    execFileSync('openssl', [...ask, '-reqout', request], { stdio: 'pipe' })
    writeFileSync(answer, await office.answer(readFileSync(request), office.issuing[1], systemClock.now()))
    const trusted = ['-CAfile', join(folder, 'root.pem'), '-verify_other', issuer]
    const { stdout, stderr } = spawnSync('openssl', [...ask, '-respin', answer, ...trusted], {
      encoding: 'utf8',
    })
    expect([stdout, stderr].join()).toMatch(/card\.der: good[\s\S]*Response verify OK/)
  })
})

describe('the file of trust', () => {
  const read = (text: string) => {
    const file = join(folder, 'other.yaml')
    writeFileSync(file, text)
    const settled = readCardSettings(file)
    return settled.ok ? [] : settled.refusal
  }

  it('names every fault at once, each with its place', () => {
    writeFileSync(join(folder, 'empty.pem'), 'nothing')
    expect(read('anchors: [{certificate: cards-a.pem}, {certificate: empty.pem}]')).toEqual([
      'cards-a.pem is no anchor: it is not signed by its own key',
      'empty.pem must hold one certificate (PEM)',
      'lists and responders are both empty: name one source of revocation',
    ])
    expect(read('anchors: [{certificate: nowhere.pem}]\nlists: [http://a/b.crl]')[0]).toMatch(
      /^nowhere.pem can’t be opened/,
    )
    expect(read('anchors: []\nlists: [file:///etc/passwd]\npurposes: [logon]\nextra: 1').length).toBe(4)
  })

  it('bounds the hours of grace', () => {
    const hours = (acceptForHours: number) =>
      read(
        `anchors: [{certificate: root.pem}]\nlists: [http://a/b.crl]\nwhenUnreachable: {acceptForHours: ${acceptForHours}}`,
      )
    expect([hours(72), hours(73).length, hours(0).length]).toEqual([[], 1, 1])
  })
})

describe('a token', () => {
  it('holds the card and its key, which signs only for the PIN', async () => {
    const card = await office.issue('HLSUSR04', office.issuing[0])
    const { p12, pin } = await writeCard(folder, card, systemRandomness)
    const tokens = join(folder, 'tokens')
    // Twice: a token of that name is made anew.
    for (const _ of [1, 2])
      execFileSync('bash', ['examples/smartcards/make-token.sh', p12, tokens], { stdio: 'pipe' })
    const env = { ...process.env, SOFTHSM2_CONF: join(tokens, 'softhsm2.conf') }
    const tool = (...asked: readonly string[]) =>
      spawnSync('pkcs11-tool', ['--module', MODULE, '--token-label', 'HLSUSR04', ...asked], { env })
    const [certificate, data, signature] = ['card.crt', 'data', 'signature'].map((name) => join(folder, name))
    if (!certificate || !data || !signature) throw new Error('three paths')
    tool('--read-object', '--type', 'cert', '--id', '01', '--output-file', certificate)
    expect(readFileSync(certificate).equals(card.certificate)).toBe(true)
    // This token's ECDSA signs a digest that its user made.
    writeFileSync(data, sha256('prove it'))
    const sign = ['--sign', '--mechanism', 'ECDSA', '--signature-format', 'openssl', '--id', '01']
    const files = ['--input-file', data, '--output-file', signature]
    expect(tool('--login', '--pin', '00000000x', ...sign, ...files).status).not.toBe(0)
    expect(tool('--login', '--pin', pin, ...sign, ...files).status).toBe(0)
    const { publicKey } = new X509Certificate(card.certificate)
    expect(verify('sha256', Buffer.from('prove it'), publicKey, readFileSync(signature))).toBe(true)
  })
})
