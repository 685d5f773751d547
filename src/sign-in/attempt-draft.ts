import { z } from 'zod'
import type { AccountId, AttemptId, CredentialId } from '../kernel/ids.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import type { ChannelCredential } from '../one-time-codes/channel.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { Attempt } from './attempt-store.ts'

/**
 * What a journey has chosen and not yet put in force: sealed in its attempt, so that one left half-way leaves no factor
 * behind. The ids are those the credentials will have; an app's secret is already sealed for its row.
 */
export interface AttemptDraft {
  readonly password: { readonly id: CredentialId; readonly phc: string } | null
  readonly channel: {
    readonly id: CredentialId
    readonly kind: ChannelKind
    readonly sealed: string | null
    /** In force already: proven, and not set up. */
    readonly kept: boolean
  } | null
}

const draftShape = z.object({
  password: z.object({ id: z.string(), phc: z.string() }).nullable(),
  channel: z
    .object({
      id: z.string(),
      kind: z.enum(['email', 'app']),
      sealed: z.string().nullable(),
      kept: z.boolean(),
    })
    .nullable(),
})

const EMPTY: AttemptDraft = { password: null, channel: null }

const contextOf = (id: AttemptId) => ['sign_in_attempt', 'draft', id]

export function sealDraft(sealer: Sealer, id: AttemptId, draft: AttemptDraft): Buffer {
  return sealer.seal(contextOf(id), Buffer.from(JSON.stringify(draft)))
}

/** The draft; an empty one before anything was chosen. A draft that does not open was altered: that is an exception. */
export function openDraft(sealer: Sealer, attempt: Attempt): AttemptDraft {
  if (attempt.draft === null) return EMPTY
  const opened = sealer.open(contextOf(attempt.id), attempt.draft)
  if (!opened.ok) throw new Error(`the draft of attempt ${attempt.id} does not open`)
  return draftShape.parse(JSON.parse(opened.value.toString('utf8'))) as AttemptDraft
}

export function draftChannel(
  kind: ChannelKind,
  { id, sealed }: ChannelCredential,
  kept: boolean,
): AttemptDraft['channel'] {
  return { id, kind, sealed: sealed?.toString('base64') ?? null, kept }
}

/** The channel under way, as a channel wants it. */
export function draftCredential(draft: AttemptDraft, accountId: AccountId): ChannelCredential | undefined {
  if (draft.channel === null) return undefined
  const { id, sealed } = draft.channel
  return { id, accountId, sealed: sealed === null ? null : Buffer.from(sealed, 'base64') }
}
