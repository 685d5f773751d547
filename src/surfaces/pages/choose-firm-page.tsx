import type { Role } from '../../kernel/vocabulary.ts'
import { textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { Link } from '../../web/link.tsx'
import type { PageProps, SessionView } from './props.ts'
import { SessionFoot } from './session-foot.tsx'

export interface ChooseFirmPageProps extends PageProps {
  readonly session: SessionView
  readonly functionName: string
  readonly firms: readonly {
    readonly href: string
    readonly name: string
    readonly code: string
    readonly roles: readonly Role[]
  }[]
}

/** Who acts for several firms says for which one (F3.12): nothing is ever shown or done for two at once. */
export function ChooseFirmPage({ frame, session, functionName, firms }: ChooseFirmPageProps) {
  const { room: t, roles } = textsOf(frame)
  return (
    <Layout frame={frame} title={t.chooseFirm}>
      <h1 class="govuk-heading-l">{t.chooseFirm}</h1>
      <ul class="sp-doors">
        {firms.map(({ href, name, code, roles: his }) => (
          <li class="sp-door sp-door--open">
            <Link class="govuk-link sp-door__label" to={href}>
              {name}
            </Link>
            <p class="sp-door__note">
              <span class="sp-code">{code}</span> {his.map((role) => roles[role]).join(t.and)}
            </p>
          </li>
        ))}
      </ul>
      <SessionFoot frame={frame} session={session} functionName={functionName} beside back={false} />
    </Layout>
  )
}
