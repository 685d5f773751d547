import type { Fault } from './fault.ts'
import { type Frame, sayDay, textsOf } from './frame.ts'
import { Layout } from './layout.tsx'
import { Link } from './link.tsx'

/** What happened, that nothing was changed, and what to do now. Never what went wrong inside (ASVS 16.5.1). */
export function ErrorPage({ frame, fault }: { readonly frame: Frame; readonly fault: Fault }) {
  const t = textsOf(frame)
  const [title, advice] = t.faults[wordsFor(fault)]
  const { banner } = frame.standing
  return (
    <Layout frame={frame} title={title}>
      <div class="sp-sheet">
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body-l">{advice}</p>
        {fault.status === 500 && (
          <p class="govuk-body">
            <strong class="sp-reference">{t.refusal.reference(fault.reference)}</strong>
          </p>
        )}
        {fault.status === 409 && banner && (
          <p class="govuk-body">{t.faults.doItFrom(sayDay(frame, banner.nextBusinessDay))}</p>
        )}
        {fault.status === 503 && <p class="govuk-body">{sayWait(frame, fault)}</p>}
        <p class="govuk-body">
          {opensAgain(fault) ? (
            <Link to={frame.visit.here}>{t.faults.openAgain}</Link>
          ) : (
            <Link to={frame.standing.home}>{t.faults.toStart}</Link>
          )}
        </p>
      </div>
    </Layout>
  )
}

/** Where the same page is there a moment later. Whoever looks whether it was done begins where all of it is. */
function opensAgain(fault: Fault): boolean {
  return fault.status === 403 || (fault.status === 503 && wordsFor(fault) !== 'unsure')
}

/** Whoever is not told whether it was done looks first: to try again could do it twice. */
function sayWait(frame: Frame, fault: Extract<Fault, { readonly status: 503 }>): string {
  const { faults } = textsOf(frame)
  return faults[wordsFor(fault) === 'unsure' ? 'look' : 'wait'](fault.retryAfterSeconds)
}

function wordsFor(fault: Fault) {
  if (fault.status === 503) {
    if ('session' in fault) return 'notOpened'
    if ('away' in fault) return 'reportsAway'
    return fault.outcome === 'unknown' ? 'unsure' : 503
  }
  return fault.status === 415 ? 400 : fault.status
}
