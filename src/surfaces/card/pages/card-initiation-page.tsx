import { PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { Link } from '../../../web/link.tsx'
import type { PageProps } from '../../pages/props.ts'

export interface CardInitiationPageProps extends PageProps {
  /** Null where the card was proven too long ago. */
  readonly action: string | null
  readonly byEmail: string
  readonly logOut: string
}

/** What his card has proven, and what is still to be done; or that it is to be proven again. */
export function CardInitiationPage({ frame, action, byEmail, logOut }: CardInitiationPageProps) {
  const { labels, cards } = textsOf(frame)
  const t = cards.initiation
  return (
    <Layout frame={frame} title={labels.initiation}>
      <div class="sp-sheet">
        <h1 class="govuk-heading-l">{labels.initiation}</h1>
        <p class="govuk-body">{action === null ? t.stale : t.proven}</p>
        <PostForm frame={frame} action={action ?? logOut}>
          <PrimaryButton label={action === null ? labels.logOut : labels.continue} />
        </PostForm>
        <p class="govuk-body">
          <Link to={byEmail}>{t.byEmail}</Link>
        </p>
      </div>
    </Layout>
  )
}
