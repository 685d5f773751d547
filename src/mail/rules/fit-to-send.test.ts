import { describe, expect, it } from 'vitest'
import { unfitToSend } from './fit-to-send.ts'

const fit = {
  messageId: 'c0ffee@sallyport.example',
  from: 'no-reply@sallyport.example',
  sender: 'bounces+c0ffee@sallyport.example',
  to: 'mei.tai@firm.example',
  subject: 'CCMS: 啟動雙重認證的驗證碼',
}

describe('a mail', () => {
  it('is fit to send with one plain recipient, one plain sender and clean headers', () => {
    expect(unfitToSend(fit)).toBeUndefined()
  })

  it.each([
    ['a second recipient', { to: 'a@b.example, c@d.example' }],
    ['a sender with a name', { from: 'CCMS <a@b.example>' }],
    ['an envelope sender that is two', { sender: 'a@b.example> <c@d.example' }],
    ['a header in the subject', { subject: 'CCMS\r\nBcc: c@d.example' }],
    ['a bare line feed in the subject', { subject: 'CCMS\nX: y' }],
    ['a header in the Message-ID', { messageId: 'a@b>\r\nX: y' }],
  ])('with %s is not', (_, fault) => {
    expect(unfitToSend({ ...fit, ...fault })).toEqual(expect.any(String))
  })
})
