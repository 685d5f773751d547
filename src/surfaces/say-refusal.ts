import type { Programme } from '../programme/programme.ts'
import { doorOf } from '../programme/rules/standing-doors.ts'
import type { Refusal } from '../resets/find-refusal.ts'
import type { RefusalReason } from '../sign-in/rules/refusal.ts'
import type { Texts } from '../texts/en.ts'
import { type Frame, sayMoment, textsOf } from '../web/frame.ts'

type Said = Texts['references']['reasons'][RefusalReason]

/** A refusal in words: what was tried, at which door, why it was refused, and what helps. */
export interface SaidRefusal {
  readonly what: string
  readonly where: string | null
  readonly why: string
  readonly next: string
  readonly locked: string | null
}

export function sayRefusal(
  programme: Programme,
  frame: Frame,
  { kind, door, reason, lockedUntil }: Refusal,
): SaidRefusal {
  const { references: t } = textsOf(frame)
  const what: Readonly<Record<string, string>> = t.what
  const reasons: Readonly<Record<string, Said>> = t.reasons satisfies Readonly<Record<RefusalReason, Said>>
  const said = reasons[reason]
  const next: Readonly<Record<string, string>> = t.next
  const declared = door === null ? undefined : doorOf(programme, door)
  return {
    what: what[kind] ?? kind,
    where: declared?.label[frame.visit.language] ?? null,
    why: said?.why ?? reason,
    next: next[said?.next ?? 'hotline'] ?? '',
    locked: lockedUntil && t.lockedUntil(sayMoment(frame, lockedUntil)),
  }
}
