import { SecondaryButton } from '../../web/form-parts.tsx'
import { inOne, sayLastDay, textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { Link } from '../../web/link.tsx'
import type { InitiationDonePageProps } from './props.ts'
import { Success } from './success.tsx'

/** Complete here; the second channel is an offer. */
export function InitiationDonePage({
  frame,
  channel,
  carriedForward,
  second,
  logon,
}: InitiationDonePageProps) {
  const { labels, initiation: t } = textsOf(frame)
  return (
    <Layout frame={frame} title={labels.twoFactorIsSetUp}>
      <div class="sp-sheet">
        <Success heading={labels.twoFactorIsSetUp}>
          <p class="sp-success__lead">{t.doneChannel[channel]}</p>
          <p>{t.doneNext}</p>
          {carriedForward && <p>{carriedForward}</p>}
        </Success>
        <p class="govuk-body">
          <Link class="govuk-button" to={logon}>
            {t.goToLogon}
          </Link>
        </p>
        {second && (
          <>
            <h2 class="govuk-heading-m">{t.secondTitle}</h2>
            <p class="govuk-body">
              {inOne(frame, t.secondWhy, second.until && t.lastDay(sayLastDay(frame, second.until)))}
            </p>
            <SecondaryButton
              frame={frame}
              action={second.action}
              label={second.kind === 'app' ? t.secondApp : t.secondEmail}
            />
          </>
        )}
      </div>
    </Layout>
  )
}
