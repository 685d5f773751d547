import { spawnSync } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CardReader, OPENSC, openReader } from '../../../test/support/card-reader.ts'
import { sampleOffice } from '../../../test/support/sample-cards.ts'
import { scratchFolder } from '../../../test/support/scratch-folder.ts'
import { sha256 } from '../../kernel/digest.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { type CardFile, writeCard } from './write-cards.ts'

const folder = scratchFolder('piv')
let file: CardFile
let reader: CardReader
beforeAll(async () => {
  const office = await sampleOffice()
  file = await writeCard(folder, await office.issue('HLSUSR01', office.issuing[0]), systemRandomness)
  reader = await openReader(join(folder, 'reader'), file.p12)
})
afterAll(async () => {
  await reader.close()
  rmSync(folder, { recursive: true })
})

/** OpenSC's eyes, by way of PC/SC. */
function tool(...asked: readonly string[]) {
  const env = { ...process.env, ...reader.env }
  const { status, stdout, stderr } = spawnSync('pkcs11-tool', ['--module', OPENSC, ...asked], {
    ...{ env, encoding: 'utf8' },
  })
  return { status, said: stdout + stderr }
}

const [data, signature] = [join(folder, 'data'), join(folder, 'signature')]

/** Has the card sign what its user digested. */
function sign(pin: string) {
  writeFileSync(data, sha256('prove it'))
  const how = ['--sign', '--mechanism', 'ECDSA', '--signature-format', 'openssl', '--id', '01']
  return tool('--login', '--pin', pin, ...how, '--input-file', data, '--output-file', signature)
}

describe('a sample card in a virtual reader', () => {
  it('is a PIV card to OpenSC, whose certificate anybody may read', () => {
    expect(tool('--list-slots').said).toMatch(/token label +: HLSUSR01/)
    const certificate = join(folder, 'certificate')
    tool('--read-object', '--type', 'cert', '--id', '01', '--output-file', certificate)
    expect(readFileSync(certificate).equals(file.card.certificate)).toBe(true)
  })

  it('signs for its PIN, and for no other', () => {
    expect(sign('000000x').said).toContain('CKR_PIN_INCORRECT')
    expect(sign(file.pin).status).toBe(0)
    const { publicKey } = new X509Certificate(file.card.certificate)
    expect(verify('sha256', Buffer.from('prove it'), publicKey, readFileSync(signature))).toBe(true)
  })

  it('is not there once it is pulled, and signs again when it is put in again', async () => {
    await reader.pull()
    expect(tool('--list-slots').said).not.toContain('HLSUSR01')
    expect(sign(file.pin).status).not.toBe(0)
    await reader.putIn()
    expect(sign(file.pin).status).toBe(0)
  })

  it('is closed by three wrong PINs, to the right one too, and by no pulling opened', async () => {
    for (const _ of [1, 2, 3]) sign('000000x')
    await reader.pull()
    await reader.putIn()
    expect(sign(file.pin).said).toContain('CKR_PIN_LOCKED')
  })
})
