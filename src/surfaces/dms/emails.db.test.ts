import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { confirm, loggedOnAt, press } from '../../../test/support/requests-pages.ts'
import type { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import { checkUpload } from '../../emails/check-upload.ts'
import { spreadLetters } from '../../emails/spread-letters.ts'
import { writeAddressLetters } from '../../emails/write-address-letters.ts'
import type { UserId } from '../../kernel/ids.ts'
import type { Mail, MailTransport } from '../../mail/transport.ts'
import { deliverDueMail } from '../../outbox/deliver-due-mail.ts'

const FIRM = '/dms/security/C00105'
const EMAILS = `${FIRM}/emails`

/** The receiver's server knows everybody but `gone@…`. */
const sent: Mail[] = []
const transport: MailTransport = {
  send: async (mail) => {
    sent.push(mail)
    const known = !mail.to.startsWith('gone@')
    return known
      ? { outcome: 'sent', answer: '250 kept' }
      : { outcome: 'failed', answer: '550 5.1.1 no such mailbox here' }
  },
}

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ transport })
  maker = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
  checker = await loggedOnAt(test, 'SGCDAC01', '/dms/otp')
})
afterAll(() => test.stop())

const addressOf = async (userId: string) => {
  const row = await test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('registered_email')
      .innerJoin('account', 'account.id', 'account_id')
      .select('address')
      .where('user_id', '=', userId as UserId)
      .where('valid_to', 'is', null)
      .executeTakeFirst(),
  )
  return row?.address
}

async function upload(text: string) {
  await maker.open(`${EMAILS}/uploads`)
  const { location: path = '' } = await maker.upload(`${EMAILS}/uploads/upload`, 'addresses.csv', text)
  await checkUpload(test.node.world)
  await vi.waitFor(async () => expect((await maker.get(path)).headers.get('refresh')).toBeNull())
  return { path, page: await maker.open(path) }
}

/** What the workers of the node do by themselves, at once. */
async function sendLetters() {
  const { world } = test.node
  await spreadLetters(world, 1_000)
  await writeAddressLetters(world, 100)
  const due = { ...world, transport, from: 'no-reply@clearinghouse.example' }
  while ((await deliverDueMail(due, 20, 'bulk')) > 0);
}

async function approve(number: string) {
  const path = `${FIRM}/requests/${number}`
  const asked = await press(checker, path, 'approve')
  if (asked.location?.includes('/step-up') !== true) return
  await confirm(test, checker, 'SGCDAC01', asked)
  await press(checker, path, 'approve')
}

describe('a file of addresses, on the pages of DMS', () => {
  it('is mended where it is wrong, asked for as one request, approved by another, and each address is tried', async () => {
    const faulty = await upload('User ID,Email\nSGCUSR01,one＠sgc.example\nNOBODY99,x@sgc.example\n')
    expect(textOf(faulty.page.body)).toContain('No user of this firm has this User ID.')
    expect(textOf(faulty.page.body)).toContain('A full-width character')
    expect(faulty.page.body).not.toContain(`${faulty.path}/submit`)
    const csv = await maker.get(`${faulty.path}/errors.csv`)
    expect(csv.body.split('\r\n').slice(1, 3)).toEqual([
      '2,10,A full-width character. Switch the keyboard to half width and type it again.,one＠sgc.example',
      '3,1,No user of this firm has this User ID.,NOBODY99',
    ])

    const before = await addressOf('SGCUSR01')
    const mended = await upload('User ID,Email\nSGCUSR01,one@sgc.example\nSGCUSR02,gone@sgc.example\n')
    expect(textOf(mended.page.body)).toContain('Ready to be asked for')
    const asked = await maker.submit(`${mended.path}/submit`, { remark: 'for the launch' })
    const [number = ''] = /R-\d{6}/.exec(asked.body) ?? []
    expect(textOf(asked.body)).toContain('one@sgc.example')
    expect(await addressOf('SGCUSR01')).toBe(before)

    await approve(number)
    expect([await addressOf('SGCUSR01'), await addressOf('SGCUSR02')]).toEqual([
      'one@sgc.example',
      'gone@sgc.example',
    ])
    await sendLetters()
    const told = sent.filter(({ subject }) => subject.includes('was replaced')).map(({ to }) => to)
    expect(told).toContain(before)
    const list = textOf((await maker.open(EMAILS)).body)
    expect(list).toContain('Refused')
    expect(list).toContain('550 5.1.1 no such mailbox here')
    expect(textOf((await maker.open(FIRM)).body)).toContain('1 to go')
    const again = await maker.open(mended.path)
    expect(again.body).toContain(`${FIRM}/requests/${number}`)
    expect(again.body).not.toContain(`${mended.path}/submit`)
    expect(textOf(again.body)).not.toContain('Ready to be asked for')
    const files = textOf((await maker.open(`${EMAILS}/uploads`)).body)
    expect(files, 'what was asked for is not said to be ready for it').toContain(`See request ${number}`)
    expect(files).not.toContain('Ready to be asked for')
  })

  it('of another firm is not found, nor its addresses, by whatever path', async () => {
    const { path } = await upload('User ID,Email\nSGCUSR03,three@sgc.example\n')
    const stranger = await loggedOnAt(test, 'MFSDAM01', '/dms/otp')
    const { location: home = '' } = await stranger.get('/dms/security')
    for (const at of [
      path,
      path.replace(FIRM, home),
      `${path.replace(FIRM, home)}/changes.csv`,
      EMAILS,
      `${home}/emails/user/SGCUSR01`,
    ])
      expect((await stranger.get(at)).status).toBe(404)
    expect((await stranger.get(`${home}/emails`)).status).toBe(200)
  })
})

describe('the address of one user', () => {
  it('is asked for with words that help where it is wrong, and shown as waiting until it is decided', async () => {
    const path = `${EMAILS}/user/SGCUSR03`
    await maker.open(path)
    const wrong = await maker.post(`${path}/register`, { address: 'three@sgc', remark: '' })
    expect(wrong.status).toBe(422)
    expect(textOf(wrong.body)).toContain('What is behind the @ is no domain')
    const asked = await maker.submit(`${path}/register`, { address: 'three@sgc.example', remark: 'new' })
    const [number = ''] = /R-\d{6}/.exec(asked.body) ?? []
    expect(textOf((await maker.open(path)).body)).toContain(`Request ${number} on this user waits`)
    await approve(number)
    expect(await addressOf('SGCUSR03')).toBe('three@sgc.example')
  })

  it('of a Delegated Administrator is not kept in DMS, and the page says where it is', async () => {
    const path = `${EMAILS}/user/SGCDAC01`
    const page = await maker.open(path)
    expect(textOf(page.body)).toContain('files DA 3')
    expect(page.body).not.toContain(`${path}/register`)
  })

  it('is tried again by a test mail, not twice in a quarter of an hour', async () => {
    const path = `${EMAILS}/user/SGCUSR01`
    test.clock.set(test.clock.now().add({ minutes: 16 }))
    maker = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
    await maker.open(path)
    expect(textOf((await maker.submit(`${path}/test`, {})).body)).toContain('One test mail is on its way')
    await sendLetters()
    await maker.open(path)
    expect(textOf((await maker.submit(`${path}/test`, {})).body)).toContain('No test mail was queued')
  })
})
