import { Hono } from 'hono'
import { showPage } from '../../web/answer.ts'
import type { AssetLinks } from '../../web/assets.ts'
import { MailboxPage } from './mailbox-page.tsx'
import { mailTo, type ReceivedMails } from './received-mail.ts'

/** The list as a page and as JSON (design.md §5), both narrowed by `?to=`. */
export function mailboxRoutes(mails: ReceivedMails, links: AssetLinks): Hono {
  const app = new Hono()
  app.get('/', (c) => {
    const typed = c.req.query('to') ?? ''
    return showPage(c, <MailboxPage links={links} typed={typed} mails={mailTo(mails.all(), typed)} />)
  })
  app.get('/api/messages', (c) => c.json(mailTo(mails.all(), c.req.query('to') ?? '')))
  return app
}
