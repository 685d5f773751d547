import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { confirm, loggedOnAt, press } from '../../../test/support/requests-pages.ts'
import { pem, sampleOffice } from '../../../test/support/sample-cards.ts'
import type { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import { saySerial } from '../../cards/rules/say-serial.ts'
import type { CardOffice, SampleCard } from '../../demo/card-office/open-card-office.ts'

const HOME = '/dms/security/C00105'
const CARDS = `${HOME}/cards`

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
let office: CardOffice
let card: SampleCard
beforeAll(async () => {
  test = await testNode()
  maker = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
  checker = await loggedOnAt(test, 'SGCDAC01', '/dms/otp')
  office = await sampleOffice()
  card = await office.issue('SGCUSR01', office.issuing[0])
})
afterAll(() => test.stop())

const text = (body: string) =>
  (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const seenBy = async (browser: TerminalBrowser, path: string) => text((await browser.get(path)).body)
/** As a browser's one-line field takes it from the clipboard. */
const pasted = ({ certificate }: SampleCard) => pem('CERTIFICATE', certificate).replaceAll('\n', '')

async function ask(path: string, fields: Readonly<Record<string, string>>) {
  await maker.get(path)
  return maker.post(path, { remark: 'because', ...fields })
}

async function approve(request: string, deed = 'approve') {
  const asked = await press(checker, request, deed)
  if (asked.location?.includes('step-up')) {
    await confirm(test, checker, 'SGCDAC01', asked)
    await press(checker, request, deed)
  }
}

describe('the room of smartcards', () => {
  it('lists the firm’s people with and without a card, and offers a checker nothing to ask for', async () => {
    expect(await seenBy(maker, CARDS)).toMatch(/SGCUSR01 .* No smartcard/)
    expect((await maker.get(`${CARDS}/SGCUSR01`)).body).toContain(`${CARDS}/SGCUSR01/assign/upload"`)
    expect((await checker.get(`${CARDS}/SGCUSR01`)).body).not.toContain('/assign/')
    expect((await checker.get(`${CARDS}/SGCUSR01/assign/upload`)).status).not.toBe(200)
  })

  it('takes a certificate that is pasted, and never a private key, which it doesn’t show again', async () => {
    const form = `${CARDS}/SGCUSR01/assign/upload`
    const key = '-----BEGIN PRIVATE KEY-----MC4CAQ-----END PRIVATE KEY-----'
    for (const certificate of [`${pasted(card)}${key}`, 'abc', '']) {
      const { status, body } = await ask(form, { certificate })
      expect([status, text(body)]).toEqual([
        422,
        expect.stringContaining('not the certificate of a smartcard'),
      ])
      expect(body).not.toContain('MC4CAQ')
    }
    const asked = await ask(form, { certificate: pasted(card) })
    const shown = await seenBy(checker, asked.location ?? '')
    for (const word of [saySerial(card.serial), 'CN=SGCUSR01', 'Sample Cards A', 'Smartcard valid to'])
      expect(shown).toContain(word)
    await approve(asked.location ?? '')
    expect(await seenBy(maker, CARDS)).toContain(`${saySerial(card.serial)} `)
    expect(await seenBy(maker, `${CARDS}?q=${card.serial.slice(2, 9)}`)).toMatch(/SGCUSR01.*in force/)
    expect(await seenBy(maker, `${CARDS}?q=${card.serial.slice(2, 9)}`)).not.toContain('SGCUSR02')
  })

  it('takes a certificate as a file, PEM or DER, and nothing that is more than a certificate', async () => {
    const form = `${CARDS}/SGCUSR02/assign/upload`
    const issued = await office.issue('SGCUSR02', office.issuing[0])
    const [der, remark] = [Uint8Array.from(issued.certificate), 'because']
    const bring = async (content: string | Uint8Array<ArrayBuffer>) => {
      await maker.get(form)
      return maker.upload(form, 'card.cer', content, { certificate: '', remark })
    }
    const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\n'
    for (const wrong of [`${pem('CERTIFICATE', der)}${key}`, 'x'.repeat(20_000), der.slice(0, 100), ''])
      expect((await bring(wrong)).status).toBe(422)
    for (const right of [der, pem('CERTIFICATE', der)]) {
      const asked = await bring(right)
      expect(await seenBy(checker, asked.location ?? '')).toContain(saySerial(issued.serial))
    }
  })

  it('says whose a card is that was taken, of the own firm’s people', async () => {
    const { body } = await ask(`${CARDS}/SGCUSR02/assign/upload`, { certificate: pasted(card) })
    expect(text(body)).toContain('This one is, or was, that of SGCUSR01.')
  })

  it('revokes at once, and shows so on the user’s page and in the file', async () => {
    const asked = await ask(`${CARDS}/SGCUSR01/revoke`, {})
    expect(await seenBy(checker, asked.location ?? '')).toContain('In force, to be confirmed')
    expect(await seenBy(maker, `${CARDS}/SGCUSR01`)).toContain('revoked')
    expect(await seenBy(maker, `${HOME}/users/SGCUSR01`)).toContain('Smartcard revoked')
    expect((await maker.get(`${HOME}/listings/cards.csv`)).body).toMatch(/SGCUSR01,[^\n]*,revoked,/)
  })

  it('shows another firm’s user to nobody here', async () => {
    for (const path of ['KTBUSR01', 'KTBUSR01/assign/upload', 'KTBUSR01/revoke'])
      expect((await maker.get(`${CARDS}/${path}`)).status).toBe(404)
  })
})
