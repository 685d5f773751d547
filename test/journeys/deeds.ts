import { vi } from 'vitest'
import type { DemoAccount, DemoForJourneys } from '../support/demo-for-journeys.ts'
import { appCode } from '../support/journeys.ts'
import type { Terminal } from './terminal.ts'

/** Fit for the demo's password profile. */
export const PASSWORD = 'seven brass lanterns at dusk'

export type OtpDoor = 'online' | 'overnight' | 'dms'

/** What a person holds once 2FA is set up. */
export interface Keys {
  readonly userId: string
  readonly password: string
  readonly channel: 'email' | 'app'
  readonly email?: string | undefined
  readonly totpSecret?: string | undefined
}

/** A person's own mail, read as it comes. */
export interface Letterbox {
  /** Waits for the next mail with a code in it that was not read before. */
  nextCode(): Promise<string>
  /** How many mails have come since it was opened. */
  count(): Promise<number>
}

export async function letterbox(demo: DemoForJourneys, { email = '' }: { readonly email?: string | undefined }): Promise<Letterbox> {
  const before = (await demo.mailTo(email)).length
  let read = before
  const unread = async () => (await demo.mailTo(email)).reverse().slice(read)
  return {
    count: async () => (await demo.mailTo(email)).length - before,
    nextCode: () =>
      vi.waitFor(
        async () => {
          for (const { text } of await unread()) {
            read++
            const code = /\d{6,8}/.exec(text)?.[0]
            if (code !== undefined) return code
          }
          throw new Error(`no code came to ${email}`)
        },
        { timeout: 15_000, interval: 25 },
      ),
  }
}
