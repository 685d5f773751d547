import { LOGON } from '../../attempts/rules/figures.ts'
import type { ProductFacts } from '../../documents/facts-of-programme.ts'
import type { DoorId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/vocabulary.ts'
import { EMAIL_CODE, TRIES_PER_ATTEMPT } from '../../one-time-codes/rules/code-policy.ts'
import { idleLimit } from '../../sessions/rules/limits.ts'
import { textsIn } from '../../texts/texts.ts'
import { describeRules } from '../password-errors.ts'
import type { SurfaceWorld } from '../world.ts'

/** How this installation is set, for the guides: the figures that the doors go by, read where the doors read them. */
export function productFacts({
  passwordProfile,
}: Pick<SurfaceWorld, 'passwordProfile'>): Readonly<Record<Language, ProductFacts>> {
  const minutes = (door: string) => Temporal.Duration.from(idleLimit(door as DoorId)).minutes
  const facts = (language: Language): ProductFacts => ({
    passwordRules: describeRules(textsIn(language), passwordProfile, false),
    codes: { digits: EMAIL_CODE.digits, minutes: EMAIL_CODE.lifetime.minutes, tries: TRIES_PER_ATTEMPT },
    lock: { failures: LOGON.tries, longestMinutes: Math.max(...LOGON.lockMinutes) },
    idleMinutes: {
      terminal: minutes('ccms.otp'),
      administration: minutes('dms.otp'),
      connect: minutes('connect.otp'),
    },
  })
  return { en: facts('en'), 'zh-Hant': facts('zh-Hant') }
}
