import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import { authorityFacts, type ChangeKind, type ChangeLine, MOST_LINES } from '../changes/kind.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { done, refused } from '../kernel/result.ts'
import { type Difference, readDifferences } from './branch-status.ts'

const input = z.strictObject({ branch: z.coerce.number().int().min(1).max(2_000_000_000) })
type Explain = z.infer<typeof input>

/** More than this is no oversight that two people could answer for. */
const MOST_EXPLAINED = 10_000

type Seen = readonly Difference[]

/**
 * Two operators say why accounts changed beside a branch, of which no record tells. Their remark is the reason; from then on
 * a record names it, and it keeps nobody from a go any more.
 */
export const explainBranch: ChangeKind<Explain, Seen, Explain> = {
  id: 'site.explain-branch',
  chain: 'operators',
  restricts: false,
  input,
  look: async (db, { branch }) =>
    (await readDifferences(db, branch, MOST_EXPLAINED)).filter(
      ({ taken, record, explainedBy }) => taken === 'home' && record === null && explainedBy === null,
    ),
  propose: (asked, seen) => {
    if (seen.length === 0) return refused({ code: 'not-found', field: 'branch' })
    const lines = seen.map(
      ({ userId, facet }): ChangeLine => ({
        about: userId ?? '',
        field: 'unnamed-difference',
        before: null,
        after: facet,
      }),
    )
    return done({
      proposal: asked,
      concerns: [],
      lines: lines.slice(0, MOST_LINES),
      more: Math.max(0, lines.length - MOST_LINES),
      before: canonicalJson(lines),
    })
  },
  apply: async (tx, world, { branch }, authority, at) => {
    if (authority.by !== 'request') throw new Error('a difference is explained by a request of two people')
    const { numUpdatedRows } = await tx
      .updateTable('branch_difference')
      .set({ explained_by: rowOf(authority.number) })
      .where('branch', '=', branch)
      .where('taken', '=', 'home')
      .where('named_by', 'is', null)
      .where('explained_by', 'is', null)
      .executeTakeFirstOrThrow()
    await recordEvent(tx, world, {
      kind: 'branch.explained',
      ...{ at, accountId: null, reference: null, particulars: {} },
      facts: { ...authorityFacts(authority), branch, differences: Number(numUpdatedRows) },
    })
  },
}
