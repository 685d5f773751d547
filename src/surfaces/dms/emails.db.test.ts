import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { appCode, logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import { checkUpload } from '../../emails/check-upload.ts'
import { writeAddressLetters } from '../../emails/write-address-letters.ts'
import type { MailTransport } from '../../mail/transport.ts'
import { deliverDueMail } from '../../outbox/deliver-due-mail.ts'

const FIRM = '/dms/security/C00105'
const EMAILS = `${FIRM}/emails`

/** The receiver's server knows everybody but `gone@…`. */
const transport: MailTransport = {
  send: async ({ to }) =>
    to.startsWith('gone@')
      ? { outcome: 'failed', answer: '550 5.1.1 no such mailbox here' }
      : { outcome: 'sent', answer: '250 kept' },
}

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ transport })
  maker = new TerminalBrowser(test.node)
  checker = new TerminalBrowser(test.node, '203.0.113.8')
  await logOnByApp(test, maker, 'SGCDAM01', '/dms/otp')
  await logOnByApp(test, checker, 'SGCDAC01', '/dms/otp')
})
afterAll(() => test.stop())

const addressOf = async (userId: string) => {
  const row = await test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('registered_email')
      .innerJoin('account', 'account.id', 'account_id')
      .select('address')
      .where('user_id', '=', userId)
      .where('valid_to', 'is', null)
      .executeTakeFirst(),
  )
  return row?.address
}

async function upload(text: string) {
  await maker.open(`${EMAILS}/uploads`)
  const posted = await maker.upload(`${EMAILS}/uploads/upload`, 'addresses.csv', text)
  expect(posted.status).toBe(200)
  await vi.waitFor(async () => {
    await checkUpload(test.node.world)
    const states = await test.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('email_upload').select('state').where('state', '=', 'received').execute(),
    )
    expect(states).toEqual([])
  })
  await maker.open(`${EMAILS}/uploads`)
  const { body } = await maker.get(`${EMAILS}/uploads`)
  const [, path = ''] = /href="([^"]+\/uploads\/[0-9a-f-]{36})"/.exec(body) ?? []
  return { path, page: await maker.open(path) }
}

/** What the workers of the node do by themselves, at once. */
async function sendLetters() {
  const { world } = test.node
  await writeAddressLetters(world, 100)
  const due = { ...world, transport, from: 'no-reply@clearinghouse.example' }
  while ((await deliverDueMail(due, 20, 'bulk')) > 0);
}

async function approve(number: string) {
  const path = `${FIRM}/requests/${number}`
  const shown = await checker.open(path)
  const [, digest = ''] = /name="digest" value="([0-9a-f]+)"/.exec(shown.body) ?? []
  const asked = await checker.submit(`${path}/approve`, { digest, remark: '' })
  test.clock.set(test.clock.now().add({ seconds: 31 }))
  const { totpSecret = '' } = test.account('SGCDAC01')
  if (asked.body.includes('name="passcode"')) {
    const [, action = ''] = /action="([^"]+step-up[^"]*)"/.exec(asked.body) ?? []
    await checker.submit(action, { passcode: appCode(totpSecret, test.clock.now()) })
    await checker.open(path)
  }
  return checker.submit(`${path}/approve`, { digest, remark: '' })
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
    expect([await addressOf('SGCUSR01'), await addressOf('SGCUSR02')]).toEqual(['one@sgc.example', 'gone@sgc.example'])
    await sendLetters()
    const told = test.mails.filter(({ subject }) => subject.includes('was replaced')).map(({ to }) => to)
    expect(told).toContain(before)
    const list = textOf((await maker.open(EMAILS)).body)
    expect(list).toContain('Refused')
    expect(list).toContain('550 5.1.1 no such mailbox here')
    expect(textOf((await maker.open(FIRM)).body)).toContain('1 to go')
    const again = await maker.open(mended.path)
    expect(again.body).toContain(`${FIRM}/requests/${number}`)
    expect(again.body).not.toContain(`${mended.path}/submit`)
  })

  it('of another firm is not found, nor its addresses, by whatever path', async () => {
    const { path } = await upload('User ID,Email\nSGCUSR03,three@sgc.example\n')
    const stranger = new TerminalBrowser(test.node, '198.51.100.7')
    await logOnByApp(test, stranger, 'MFSDAM01', '/dms/otp')
    const own = (await stranger.open('/dms/security')).body
    const [, home = ''] = /href="(\/dms\/security\/C\d+)"/.exec(own) ?? []
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
    await maker.open(path)
    expect(textOf((await maker.submit(`${path}/test`, {})).body)).toContain('One test mail is on its way')
    await sendLetters()
    await maker.open(path)
    expect(textOf((await maker.submit(`${path}/test`, {})).body)).toContain('No test mail was queued')
  })
})
