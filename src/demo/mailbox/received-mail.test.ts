import { describe, expect, it } from 'vitest'
import { mailTo, receivedMails } from './received-mail.ts'

const mail = (n: number) => ({
  at: '2023-06-10T18:05:00.000+08:00',
  to: `User${n}@firm.example`,
  subject: '',
  text: '',
})

describe('the mails kept', () => {
  it('stand newest first, and past the cap the oldest go', () => {
    const mails = receivedMails(3)
    for (const n of [1, 2, 3, 4, 5]) mails.keep(mail(n))
    expect(mails.all()).toEqual([mail(5), mail(4), mail(3)])
    mails.clear()
    expect(mails.all()).toEqual([])
  })

  it('are found by any part of the recipient, in upper or lower case', () => {
    const all = [mail(1), mail(12), mail(2)]
    expect(mailTo(all, ' uSER1 ')).toEqual([mail(1), mail(12)])
    expect(mailTo(all, '')).toEqual(all)
  })
})
