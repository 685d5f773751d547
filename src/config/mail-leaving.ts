import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import { LONGEST_LOCAL_PART } from '../outbox/bounce-address.ts'
import type { Pace } from '../outbox/rules/pace.ts'
import { type Address, readAddress } from '../setting-values.ts'

/** How fast mail leaves, and where it comes back to. */
export interface MailLeaving {
  readonly pace: Pace
  /** Undefined where what comes back goes to the sender's own mailbox, unread by us. */
  readonly bounces: { readonly address: string; readonly listen: Address } | undefined
}

export const mailLeavingSettings = {
  SALLYPORT_MAIL_PACE: z.string().default('20').transform(readPace),
  SALLYPORT_BOUNCE_ADDRESS: z
    .email({ error: 'must be the one address that mail comes back to' })
    .refine((address) => address.indexOf('@') <= LONGEST_LOCAL_PART && !address.includes('+'), {
      error: `must have at most ${LONGEST_LOCAL_PART} characters before the @, and no plus sign: each mail adds its own token`,
    })
    .optional(),
  SALLYPORT_BOUNCE_LISTEN: z.string().transform(readAddress).optional(),
}

/** All of it or nothing. */
export function mailLeavingOf(
  set: z.infer<z.ZodObject<typeof mailLeavingSettings>>,
): Result<MailLeaving, readonly string[]> {
  const {
    SALLYPORT_BOUNCE_ADDRESS: address,
    SALLYPORT_BOUNCE_LISTEN: listen,
    SALLYPORT_MAIL_PACE: pace,
  } = set
  if (address !== undefined && listen !== undefined) return done({ pace, bounces: { address, listen } })
  if (address === undefined && listen === undefined) return done({ pace, bounces: undefined })
  const lacking = address === undefined ? 'SALLYPORT_BOUNCE_ADDRESS' : 'SALLYPORT_BOUNCE_LISTEN'
  return refused([`${lacking} is missing: mail that comes back needs both an address and a listener`])
}

const RATE = /^\d{1,4}(\.\d{1,2})?$/

/** `20`, or `20 slow.example=2`: mails a second to one domain, and to those that are named. */
function readPace(written: string, context: z.RefinementCtx): Pace {
  const [first = '', ...others] = written.trim().split(/\s+/)
  const named = others.map((each) => each.split('='))
  const sound = named.every(([domain, rate, ...more]) => domain && rate && isRate(rate) && more.length === 0)
  if (isRate(first) && sound)
    return {
      perSecond: Number(first),
      of: new Map(named.map(([domain = '', rate]) => [domain.toLowerCase(), Number(rate)])),
    }
  context.addIssue('must be mails a second to one domain, such as 20, or 20 slow.example=2')
  return z.NEVER
}

function isRate(written: string): boolean {
  return RATE.test(written) && Number(written) > 0
}
