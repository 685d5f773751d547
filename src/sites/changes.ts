import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import { instant } from '../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import { done, refused } from '../kernel/result.ts'
import type { Programme, TestSession } from '../programme/programme.ts'

const input = z.strictObject({ session: z.string().max(100), from: instant, until: instant })
type Window = z.infer<typeof input>

interface Seen {
  readonly programme: Programme
  readonly session: TestSession | undefined
  readonly at: Instant
}

interface Order extends Window {
  readonly programme: string
  readonly of: TestSession
}

type Deed = 'open-branch' | 'discard-branch'

/** To be run once, within the window, by one operator on the host of the site (spec 5). */
export const openBranch = ofBranch('site.open-branch', 'open-branch')
export const discardBranch = ofBranch('site.discard-branch', 'discard-branch')

/** Its approval does nothing but allow it: what is done at the site is done there. */
function ofBranch(
  id: 'site.open-branch' | 'site.discard-branch',
  deed: Deed,
): ChangeKind<Window, Seen, Order> {
  return {
    id,
    chain: 'operators',
    restricts: false,
    input,
    look: async (_, { session }, { programme, at }) => ({
      programme,
      session: programme.sessions.find((one) => one.id === session),
      at,
    }),
    propose: (asked, { programme, session, at }) => {
      if (session === undefined) return refused({ code: 'not-found', field: 'session' })
      if (session.carriedForward) return refused({ code: 'session-carried-forward', field: 'session' })
      if (!isBefore(asked.from, asked.until)) return refused({ code: 'window-empty', field: 'until' })
      if (!isBefore(at, asked.until)) return refused({ code: 'window-passed', field: 'until' })
      return done({
        proposal: { ...asked, programme: programme.id, of: session },
        concerns: [],
        lines: [
          { about: session.id, field: 'site', before: null, after: session.site },
          { about: session.id, field: 'window-from', before: null, after: asked.from.toString() },
          { about: session.id, field: 'window-until', before: null, after: asked.until.toString() },
        ],
        more: 0,
        before: canonicalJson({ site: session.site, opensAt: session.opensAt, closesAt: session.closesAt }),
      })
    },
    apply: async (tx, world, { programme, of, from, until }, authority, at) => {
      if (authority.by !== 'request') throw new Error('a branch is ordered by a request of two people')
      const { id: session, site } = of
      const window = { from_at: from, until_at: until }
      await tx
        .insertInto('site_order')
        .values({
          request: rowOf(authority.number),
          deed,
          site,
          programme_id: programme,
          session_id: session,
          ...window,
        })
        .execute()
      const facts = { deed, site, programme, session, from: from.toString(), until: until.toString() }
      await recordEvent(tx, world, {
        kind: 'branch.ordered',
        ...{ at, accountId: null, reference: null, particulars: {} },
        facts: { ...authorityFacts(authority), ...facts },
      })
    },
  }
}
