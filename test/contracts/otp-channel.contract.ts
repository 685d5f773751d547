import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId, CredentialId, Epoch } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import type { ChannelAsked, OtpChannel } from '../../src/one-time-codes/channel.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { anAttempt, at } from './otp-channel-attempt.ts'

/** A passcode that its holder has at hand, and the first instant at which it no longer counts. */
interface AtHand {
  readonly passcode: string
  readonly expiresAt: Instant
}

/** One implementation under test, and how its holder comes by a passcode after `begin`. */
export interface ChannelUnderTest {
  readonly channel: OtpChannel
  sealedFor(id: CredentialId, accountId: AccountId): Buffer | null
  atHand(asked: ChannelAsked, begun: Awaited<ReturnType<OtpChannel['begin']>>): AtHand
}

/** Another passcode of the same shape. */
function otherThan(passcode: string): string {
  return String((Number(passcode) + 1) % 10 ** passcode.length).padStart(passcode.length, '0')
}

/** What every way of getting a one-time passcode must keep (spec 4; attacks 9, 15, 16, 21, 22). */
export function otpChannelContract(name: string, underTest: () => ChannelUnderTest): void {
  describe(`the ${name} channel`, () => {
    const { channel, sealedFor, atHand } = underTest()
    let copy: TestDatabase
    beforeAll(async () => {
      copy = await testDatabase()
    })
    afterAll(() => copy.drop())

    const begun = async () => {
      const asked = await anAttempt(copy.database, channel.kind, sealedFor)
      const toSend = await copy.database.write({ as: 'sign-in' }, (tx) => channel.begin(tx, asked))
      return { asked, ...atHand(asked, toSend) }
    }
    const check = async (asked: ChannelAsked, typed: string): Promise<string> => {
      const answer = await copy.database.write({ as: 'sign-in' }, (tx) => channel.check(tx, asked, typed))
      return answer.ok ? answer.value : answer.refusal
    }
    const triesOf = async ({ attemptId }: ChannelAsked) => {
      const row = await copy.database.read({ as: 'sign-in' }, (db) =>
        db.selectFrom('sign_in_attempt').select('code_tries').where('id', '=', attemptId).executeTakeFirst(),
      )
      return row?.code_tries
    }

    it('accepts the right passcode once, and calls the second use already used', async () => {
      const { asked, passcode } = await begun()
      expect(await check(asked, passcode)).toBe('accepted')
      expect(await check(asked, passcode)).toBe('already-used')
      expect(
        await check(
          { ...asked, at: at.add({ seconds: 1 }) },
          ` ${passcode.slice(0, 3)}-${passcode.slice(3)} `,
        ),
      ).toBe('already-used')
    })

    it('accepts one of 100 parallel uses', async () => {
      const { asked, passcode } = await begun()
      const answers = await Promise.all(Array.from({ length: 100 }, () => check(asked, passcode)))
      expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1)
      expect(new Set(answers)).toEqual(new Set(['accepted', 'already-used', 'no-tries-left']))
    })

    it('refuses a wrong passcode and counts the try, also though the answer is a refusal', async () => {
      const { asked, passcode } = await begun()
      expect(await check(asked, otherThan(passcode))).toBe('wrong')
      expect(await triesOf(asked)).toBe(1)
      expect(await check(asked, passcode)).toBe('accepted')
    })

    it('takes the fifth wrong try as the last: even the right passcode is refused after it', async () => {
      const { asked, passcode } = await begun()
      for (let tries = 0; tries < 5; tries++) expect(await check(asked, otherThan(passcode))).toBe('wrong')
      expect(await check(asked, passcode)).toBe('no-tries-left')
      expect(await triesOf(asked)).toBe(5)
    })

    it('still accepts the right passcode at the fifth try', async () => {
      const { asked, passcode } = await begun()
      for (let tries = 0; tries < 4; tries++) await check(asked, otherThan(passcode))
      expect(await check(asked, passcode)).toBe('accepted')
    })

    it('evaluates five of 50 parallel wrong tries', async () => {
      const { asked, passcode } = await begun()
      const answers = await Promise.all(Array.from({ length: 50 }, () => check(asked, otherThan(passcode))))
      expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(5)
      expect(answers.filter((answer) => answer === 'no-tries-left')).toHaveLength(45)
    })

    it('gives no new try for beginning again', async () => {
      const { asked, passcode } = await begun()
      for (let tries = 0; tries < 5; tries++) await check(asked, otherThan(passcode))
      const toSend = await copy.database.write({ as: 'sign-in' }, (tx) => channel.begin(tx, asked))
      expect(await check(asked, atHand(asked, toSend).passcode)).toBe('no-tries-left')
    })

    it('accepts a passcode a second before it expires and refuses it when it does', async () => {
      const early = await begun()
      expect(
        await check({ ...early.asked, at: early.expiresAt.subtract({ seconds: 1 }) }, early.passcode),
      ).toBe('accepted')
      const late = await begun()
      expect(['expired', 'wrong']).toContain(
        await check({ ...late.asked, at: late.expiresAt }, late.passcode),
      )
    })

    it("refuses the passcode of another person's attempt", async () => {
      const [mine, other] = [await begun(), await begun()]
      expect(await check(mine.asked, other.passcode)).toBe('wrong')
      expect(await check(other.asked, other.passcode)).toBe('accepted')
    })

    it('refuses in another epoch, and counts nothing there', async () => {
      const { asked, passcode } = await begun()
      expect(await check({ ...asked, epoch: 'primary/1' as Epoch }, passcode)).toBe('no-tries-left')
      expect(await triesOf(asked)).toBe(0)
      expect(await check(asked, passcode)).toBe('accepted')
    })

    it('refuses what is no passcode as malformed, which is no try', async () => {
      const { asked, passcode } = await begun()
      for (const typed of [
        '',
        'abcdef',
        `${passcode}0`,
        passcode.slice(1),
        `${passcode}\u0000`,
        `+${passcode}`,
      ]) {
        expect(await check(asked, typed)).toBe('malformed')
      }
      expect(await triesOf(asked)).toBe(0)
    })

    it('reads full-width digits as the same passcode', async () => {
      const { asked, passcode } = await begun()
      const wide = passcode.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
      expect(await check(asked, wide)).toBe('accepted')
      expect(await check(asked, passcode)).toBe('already-used')
    })
  })
}
