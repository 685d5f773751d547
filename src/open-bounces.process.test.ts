import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { seedCrowd } from '../test/faults/seed-crowd.ts'
import { ONLINE, typePassword } from '../test/support/journeys.ts'
import { type ServingSite, servingSite } from '../test/support/serving-site.ts'
import { withClient } from './db/with-client.ts'
import { bringBack } from './demo/mailbox/bring-back.ts'
import { receiveMail } from './demo/mailbox/receive-mail.ts'
import { systemClock } from './kernel/system.ts'

/** Milliseconds, far above what a busy machine takes. */
const PATIENCE = { timeout: 30_000 }

let site: ServingSite
beforeAll(async () => {
  site = await servingSite()
})
afterAll(() => site.stop())

const setting = (name: string) => readFileSync(site.settings[name] ?? '', 'utf8')

/** A mail server that takes what is sent to somebody who has left; what it could not deliver is brought back by hand. */
async function mailServer() {
  const undelivered: { readonly sender: string; readonly recipient: string }[] = []
  const users = { user: 'sallyport', pass: 'receives' }
  const tls = { key: setting('SALLYPORT_TLS_KEY_FILE'), cert: setting('SALLYPORT_TLS_CERT_FILE') }
  const receiver = await receiveMail(
    {
      ...{ port: 0, programme: systemClock, zone: 'UTC', tls, users },
      comesBack: (sender, recipient) => void undelivered.push({ sender, recipient }),
    },
    () => undefined,
  )
  onTestFinished(() => receiver.stop())
  return { url: `smtp://${users.user}:${users.pass}@127.0.0.1:${receiver.port}`, undelivered }
}

it('a node that serves reads the report of a mail that came back, and says so on the page that waits for the code', async () => {
  const crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 0, email: 1, uninitiated: 0 })
  const { userId = '', password = '' } = crowd.email[0] ?? {}
  await withClient(site.urls.superuserUrl, (client) =>
    client.query(`update registered_email set address = 'gone.' || address where valid_to is null`),
  )
  const { url, undelivered } = await mailServer()
  const node = await site.startNode({
    SALLYPORT_SMTP_URL: url,
    SALLYPORT_BOUNCE_ADDRESS: 'bounces@clearinghouse.example',
    SALLYPORT_BOUNCE_LISTEN: '127.0.0.1:0',
  })
  const browser = node.browser()
  await typePassword(browser, userId, password)
  await vi.waitFor(() => expect(undelivered).toHaveLength(1), PATIENCE)
  const page = async () => (await browser.get(`${ONLINE}/passcode`)).body
  expect(await page()).not.toContain('The mail came back.')

  const [{ sender, recipient } = { sender: '', recipient: '' }] = undelivered
  expect(sender).toMatch(/^bounces\+[0-9a-f]{52}@clearinghouse\.example$/)
  const port = Number(node.log().find(({ msg }) => msg === 'serving')?.['bouncePort'])
  await bringBack({ port, ca: setting('SALLYPORT_SMTP_CA_FILE') }, sender, recipient)
  expect(await page()).toContain('The mail came back.')
})
