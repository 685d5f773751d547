import type { RequestNumber } from '../../../kernel/ids.ts'
import { type Instant, isBefore } from '../../../kernel/instant.ts'
import type { BranchState } from '../../../sites/branch.ts'
import type { BranchStatus, Difference } from '../../../sites/branch-status.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Facts, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import type { Child } from '../../../web/markup.ts'
import { RequestLink, type SitePart } from './site-parts.tsx'

interface BranchSectionProps extends SitePart {
  readonly branch: BranchStatus
  readonly differences: readonly Difference[]
}

const TONES: Readonly<Record<BranchState, Tone>> = {
  opening: 'busy',
  open: 'warn',
  discarding: 'busy',
  discarded: 'good',
}

/** The branch there is, or was last: what came of it, and what keeps the launch from a go. */
export function BranchSection({ branch, differences, ...shared }: BranchSectionProps) {
  const { frame, nameOf } = shared
  const t = textsOf(frame).deskSites
  const isOverdue = branch.state !== 'discarded' && !isBefore(frame.standing.now, branch.until)
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{t.branch(branch.number)}</h2>
      {isOverdue && <Warning text={t.overdue(sayMoment(frame, branch.until))} />}
      {branch.unnamed > 0 && <Warning text={t.unnamed(branch.unnamed)} />}
      {branch.lost && <Warning text={t.lost} />}
      <Facts
        facts={[
          [t.state, <Tag tone={isOverdue ? 'bad' : TONES[branch.state]} text={t.states[branch.state]} />],
          [t.session, `${nameOf(branch.session)} · ${t.site[branch.site]}`],
          [t.window, sayMoment(frame, branch.until)],
          [t.opened, <Run {...shared} at={branch.openedAt} by={branch.begunBy} request={branch.request} />],
          ...discardedOf(shared, branch),
          ...(branch.position === null ? [] : [[t.position, <Code text={branch.position} />] as const]),
          ...(branch.accounts === null ? [] : [[t.accounts, String(branch.accounts)] as const]),
          ...evidenceOf(frame, branch),
        ]}
      />
      <Digests frame={frame} branch={branch} />
      {branch.state === 'discarded' && <Differences {...shared} differences={differences} />}
    </section>
  )
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p class="govuk-body">
      <strong>{text}</strong>
    </p>
  )
}

function Code({ text }: { readonly text: string }) {
  return <span class="sp-code sp-break">{text}</span>
}

type Fact = readonly [string, Child]

interface RunProps extends SitePart {
  readonly at: Instant | null
  readonly by: string
  readonly request: RequestNumber
}

function Run({ frame, requests, at, by, request }: RunProps) {
  const t = textsOf(frame).deskSites
  return (
    <>
      {t.byRequest(at === null ? t.notYet : sayMoment(frame, at), by)}
      <RequestLink requests={requests} number={request} />
    </>
  )
}

function discardedOf(shared: SitePart, branch: BranchStatus): readonly Fact[] {
  const { discardRequest: request, discardingBy: by, discardedAt: at } = branch
  const { deskSites: t } = textsOf(shared.frame)
  return request === null || by === null
    ? []
    : [[t.discarded, <Run {...shared} at={at} by={by} request={request} />]]
}

function evidenceOf(frame: Frame, { events, spentSteps, digests }: BranchStatus): readonly Fact[] {
  const t = textsOf(frame).deskSites
  if (events === null || spentSteps === null) return []
  return [
    [
      t.events,
      <>
        {t.eventsOf(events)} <Code text={digests.events ?? ''} />
      </>,
    ],
    [t.spentSteps, String(spentSteps)],
  ]
}

function Digests({ frame, branch }: { readonly frame: Frame; readonly branch: BranchStatus }) {
  const t = textsOf(frame).deskSites
  const { digests, changedThere, changedHome } = branch
  if (digests.before === null) return null
  const against = (digest: string, accounts: number) =>
    digest === digests.before ? t.same : t.differs(accounts)
  const rows: readonly (readonly [string, string | null, string])[] = [
    [t.before, digests.before, ''],
    [t.after, digests.after, digests.after === null ? '' : against(digests.after, changedThere)],
    [t.home, digests.home, digests.home === null ? '' : against(digests.home, changedHome)],
  ]
  return (
    <>
      <h3 class="govuk-heading-s">{t.digests}</h3>
      <Facts
        facts={rows.flatMap(([label, digest, said]) =>
          digest === null
            ? []
            : [
                [
                  label,
                  <>
                    <Code text={digest} /> {said}
                  </>,
                ] as const,
              ],
        )}
      />
    </>
  )
}

function Differences({ frame, requests, differences }: SitePart & Pick<BranchSectionProps, 'differences'>) {
  const t = textsOf(frame).deskSites
  if (differences.length === 0) return <p class="govuk-body">{t.noDifferences}</p>
  const { who, facet, where, record } = t.columns
  return (
    <Table
      caption={t.differences}
      captionShown
      columns={[who, facet, where, record].map((label) => ({ label }))}
      rows={differences.map((difference) => [
        difference.userId ?? t.nobody,
        t.facets[difference.facet],
        t.where[difference.taken],
        <NamedBy frame={frame} requests={requests} difference={difference} />,
      ])}
    />
  )
}

interface NamedByProps {
  readonly frame: Frame
  readonly requests: string
  readonly difference: Difference
}

function NamedBy({ frame, requests, difference: { record, explainedBy } }: NamedByProps) {
  const t = textsOf(frame).deskSites
  if (record === null && explainedBy === null) return <Tag tone="bad" text={t.noRecord} />
  if (record === null)
    return (
      <>
        {t.explainedBy}
        {explainedBy !== null && <RequestLink requests={requests} number={explainedBy} />}
      </>
    )
  return (
    <>
      <span class="sp-code">{record.kind}</span>, {sayMoment(frame, record.at)}
      {record.request !== null && (
        <>
          {' '}
          <RequestLink requests={requests} number={record.request} />
        </>
      )}
    </>
  )
}
