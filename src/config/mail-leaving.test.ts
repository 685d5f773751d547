import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mailLeavingOf, mailLeavingSettings } from './mail-leaving.ts'

function read(given: Record<string, string>) {
  const parsed = z.object(mailLeavingSettings).safeParse(given)
  return parsed.success ? mailLeavingOf(parsed.data) : parsed.error.issues.map(({ message }) => message)
}

const ADDRESS = { SALLYPORT_BOUNCE_ADDRESS: 'bounces@mail.example' }
const LISTEN = { SALLYPORT_BOUNCE_LISTEN: '127.0.0.1:2525' }

describe('how mail leaves', () => {
  it('is paced at 20 a second and comes back nowhere, unless it is said otherwise', () => {
    expect(read({})).toEqual({
      ok: true,
      value: { pace: { perSecond: 20, of: new Map() }, bounces: undefined },
    })
    expect(read({ ...ADDRESS, ...LISTEN, SALLYPORT_MAIL_PACE: '7.5 Slow.example=0.5 x.example=2' })).toEqual({
      ok: true,
      value: {
        pace: {
          perSecond: 7.5,
          of: new Map([
            ['slow.example', 0.5],
            ['x.example', 2],
          ]),
        },
        bounces: { address: 'bounces@mail.example', listen: { host: '127.0.0.1', port: 2525 } },
      },
    })
  })

  it.each(['', '0', '-1', 'fast', '20 slow.example', '20 slow.example=0', '20 slow.example=1=2', '20 =2'])(
    'at the pace %o is refused',
    (pace) => {
      expect(read({ SALLYPORT_MAIL_PACE: pace })).toEqual([expect.stringContaining('mails a second')])
    },
  )

  it.each([ADDRESS, LISTEN])('with one half of what a bounce needs is refused: %o', (half) => {
    expect(read(half)).toMatchObject({ ok: false })
  })

  it.each(['bounces+x@mail.example', `${'b'.repeat(12)}@mail.example`, 'nobody'])(
    'comes back to no such address as %s, which a token would not fit behind',
    (address) => {
      expect(read({ ...LISTEN, SALLYPORT_BOUNCE_ADDRESS: address })).toHaveLength(1)
    },
  )
})
