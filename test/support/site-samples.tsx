import type { RequestNumber } from '../../src/kernel/ids.ts'
import type { BranchStatus, Difference } from '../../src/sites/branch-status.ts'
import type { ListedOrder } from '../../src/sites/list-orders.ts'
import { DeskSitesPage } from '../../src/surfaces/operator-desk/pages/sites-page.tsx'
import type { Around } from '../../src/surfaces/pages/room-props.ts'
import { at, type Say } from './sample-frame.ts'

const request = (number: number) => `R-00012${number}` as RequestNumber

function branchOf(say: Say): BranchStatus {
  return {
    ...{ number: 2, request: request(1), site: 'secondary', session: 'session-2', state: 'discarded' },
    ...{ step: 'discarded', until: at('2023-06-10T23:30+08:00'), lost: true, position: '0/3000148' },
    ...{ begunAt: at('2023-06-10T21:55+08:00'), begunBy: say('root@dc2') },
    ...{ openedAt: at('2023-06-10T21:56+08:00'), discardRequest: request(2), discardingBy: say('root@dc2') },
    ...{ discardingAt: at('2023-06-10T23:10+08:00'), discardedAt: at('2023-06-10T23:11+08:00') },
    digests: { before: 'a'.repeat(64), after: 'b'.repeat(64), home: 'c'.repeat(64), events: 'd'.repeat(64) },
    ...{ accounts: 1_000_000, events: 1234, spentSteps: 56, changedThere: 2, changedHome: 1, unnamed: 1 },
  }
}

/** The data centres on the desk: nothing yet, a branch past its window, and one with all that can be said of it. */
export function siteSamples(around: Around, say: Say) {
  const branch = branchOf(say)
  const of = { userId: say('HLSUSR01') as never, taken: 'home', record: null, explainedBy: null } as const
  const differences: readonly Difference[] = [
    { ...of, facet: 'status' },
    { ...of, facet: 'rights', explainedBy: request(3) },
    {
      ...{ ...of, userId: null, facet: 'emails' },
      record: { kind: 'email.registered', at: at('2023-06-10T22:10+08:00'), request: request(4) },
    },
    {
      ...{ ...of, facet: 'credentials', taken: 'after' },
      record: { kind: 'password.changed', at: at('2023-06-10T22:20+08:00'), request: null },
    },
  ]
  const order: Omit<ListedOrder, 'spentAt'> = {
    ...{ request: request(1), deed: 'open-branch', site: 'secondary', session: 'session-2' },
    ...{ from: at('2023-06-10T21:00+08:00'), until: at('2023-06-10T23:30+08:00') },
  }
  const title = { en: say('Session 2'), 'zh-Hant': say('第二節') }
  const page = {
    ...{ ...around, path: '/ops/desk/sites', requests: '/ops/desk/requests', waiting: [] },
    sessions: [{ id: 'session-2', title }],
  } as const
  const empty = { branches: [], differences: [], orders: [] } as const
  const overdue: BranchStatus = { ...branch, state: 'open', discardRequest: null, unnamed: 0, lost: false }
  return {
    'desk-sites': (
      <DeskSitesPage
        {...page}
        authority={{
          ...{ site: 'secondary', mode: 'standalone', term: 2, since: at('2023-06-10T20:00+08:00') },
          standby: { seen: false, bytes: 16_777_216, seconds: 3600 },
        }}
        branches={[branch, { ...branch, number: 1, session: say('another') }]}
        differences={differences}
        orders={[
          { ...order, spentAt: at('2023-06-10T21:55+08:00') },
          { ...order, deed: 'discard-branch', request: request(2), spentAt: null },
        ]}
        deeds={['open-branch', 'discard-branch', 'explain-branch']}
      />
    ),
    'desk-sites-empty': (
      <DeskSitesPage
        {...page}
        {...empty}
        authority={{
          site: 'primary',
          mode: 'paired',
          term: 0,
          since: null,
          standby: { seen: true, bytes: 0, seconds: 0 },
        }}
        deeds={[]}
      />
    ),
    'desk-sites-overdue': (
      <DeskSitesPage
        {...page}
        {...empty}
        authority={null}
        branches={[overdue]}
        deeds={['open-branch', 'discard-branch', 'explain-branch']}
      />
    ),
  }
}
