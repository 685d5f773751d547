import type { AccountStatus } from '../../../kernel/vocabulary.ts'
import type { StandingName } from '../../../readiness/rules/standing-at.ts'
import { STANDING_TEXTS } from '../../../readiness/rules/words.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Tag, type Tone } from '../../../web/list-parts.tsx'

const STATUS: Readonly<Record<AccountStatus, Tone>> = { active: 'good', suspended: 'warn', removed: 'quiet' }

export function StatusTag({ frame, status }: { readonly frame: Frame; readonly status: AccountStatus }) {
  return <Tag tone={STATUS[status]} text={textsOf(frame).users.status[status]} />
}

const STANDING: Readonly<Record<StandingName, Tone>> = {
  'gets-in': 'good',
  'not-ready': 'warn',
  'locked-out': 'bad',
  waiting: 'busy',
  suspended: 'quiet',
}

export function StandingTag({ frame, standing }: { readonly frame: Frame; readonly standing: StandingName }) {
  return <Tag tone={STANDING[standing]} text={STANDING_TEXTS[standing][frame.visit.language]} />
}
