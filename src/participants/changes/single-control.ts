import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { done, refused } from '../../kernel/result.ts'
import { lookParticipant, type ParticipantSeen } from '../look-participant.ts'

const input = z.strictObject({})

interface Proposal {
  readonly id: ParticipantId
  readonly code: string
}

/**
 * Whether one person of a firm may act alone (P22). Both ways take two operators: what is granted loosens, and what is
 * taken away leaves a sole proprietor with nobody who could check him.
 */
function turning(id: 'single-control.grant' | 'single-control.withdraw', granted: boolean) {
  const kind: ChangeKind<z.infer<typeof input>, ParticipantSeen | null, Proposal> = {
    ...{ id, chain: 'operators', restricts: false, input },
    look: (db, _, { participant }) => lookParticipant(db, participant),
    propose: (_, seen) => {
      if (seen === null) return refused({ code: 'not-found' })
      const { id: firm, code, singleControl, administrators } = seen
      const turned = {
        about: code,
        field: 'single-control',
        before: said(singleControl),
        after: said(granted),
      } as const
      return done({
        proposal: { id: firm, code },
        concerns: administrators,
        lines: singleControl === granted ? [] : [turned],
        more: 0,
        before: canonicalJson({ singleControl }),
      })
    },
    apply: async (tx, world, { id: firm, code }, authority, at) => {
      await tx.updateTable('participant').set({ single_control: granted }).where('id', '=', firm).execute()
      await recordEvent(tx, world, {
        kind: granted ? 'single-control.granted' : 'single-control.withdrawn',
        ...{ at, accountId: null, reference: null, particulars: {} },
        facts: { ...authorityFacts(authority), participant: firm, code },
      })
    },
  }
  return kind
}

function said(granted: boolean): string {
  return String(granted)
}

export const grantSingleControl = turning('single-control.grant', true)
export const withdrawSingleControl = turning('single-control.withdraw', false)
