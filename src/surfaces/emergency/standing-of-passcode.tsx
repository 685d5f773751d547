import type { ListedPasscode } from '../../emergency/list-passcodes.ts'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import { Tag, type Tone } from '../../web/list-parts.tsx'

const TONES: Readonly<Record<ListedPasscode['standing'], Tone>> = {
  'to-be-shown': 'busy',
  'in-force': 'warn',
  used: 'good',
  expired: 'quiet',
  ended: 'quiet',
}

interface StandingProps {
  readonly frame: Frame
  readonly passcode: Pick<ListedPasscode, 'standing' | 'expiresAt' | 'spentAt' | 'ended'>
}

/** How far it has come, and since when or until when; of one that ended, why. */
export function StandingOfPasscode({ frame, passcode }: StandingProps) {
  const { emergency: t } = textsOf(frame)
  const { standing, expiresAt, spentAt, ended } = passcode
  const more =
    spentAt === null
      ? standing === 'ended' && ended !== null
        ? t.because[ended]
        : t.until(sayMoment(frame, expiresAt))
      : sayMoment(frame, spentAt)
  return (
    <>
      <Tag tone={TONES[standing]} text={t.states[standing]} /> {more}
    </>
  )
}
