import { canonicalJson } from '../../kernel/canonical-json.ts'
import { sha256 } from '../../kernel/digest.ts'
import type { AccountId, ParticipantId } from '../../kernel/ids.ts'
import type { ChangeLine, KindId } from '../kind.ts'

/** What a checker decides on: the exact input, what it shows, what it rests on, and whom it concerns. */
export interface Shown {
  readonly kind: KindId
  readonly participant: ParticipantId | null
  /** Canonical text. */
  readonly input: string
  readonly lines: readonly ChangeLine[]
  readonly more: number
  readonly before: string
  readonly concerns: readonly AccountId[] | 'many'
}

export function digestOf({ kind, participant, input, lines, more, before, concerns }: Shown): Buffer {
  return sha256(canonicalJson([kind, participant, input, lines, more, before, concerns]))
}
