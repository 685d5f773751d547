import { inOne, textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { Link } from '../../web/link.tsx'
import type { LandingDoor, LandingPageProps } from './props.ts'

/** The doors of one system. Labels are the programme's, to the letter (P11). */
export function LandingPage({ frame, doors, elsewhere }: LandingPageProps) {
  const t = textsOf(frame).landing
  return (
    <Layout frame={frame} title={t.heading}>
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <ul class="sp-doors">
        {doors.map((door) => {
          const usable = door.open && door.absentNote === null
          return (
            <li class={usable ? 'sp-door sp-door--open' : 'sp-door sp-door--closed'}>
              {usable ? (
                <Link class="govuk-link sp-door__label" to={door.href}>
                  {door.label}
                </Link>
              ) : (
                <span class="sp-door__label">{door.label}</span>
              )}
              <p class="sp-door__note">
                <State door={door} texts={t} /> {inOne(frame, door.note, door.absentNote)}
              </p>
              {door.instead && (
                <p class="sp-door__hint">
                  {door.instead.text} <Link to={door.instead.href}>{door.instead.label}</Link>
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {elsewhere && (
        <p class="sp-elsewhere">
          {elsewhere.text} <Link to={elsewhere.href}>{elsewhere.label}</Link>
        </p>
      )}
      <p class="sp-elsewhere">
        <Link to="/documents">{textsOf(frame).documents.title}</Link>
      </p>
    </Layout>
  )
}

interface StateProps {
  readonly door: LandingDoor
  readonly texts: { readonly open: string; readonly closed: string }
}

function State({ door, texts }: StateProps) {
  return (
    <span class={door.open && door.absentNote === null ? 'sp-tag sp-tag--open' : 'sp-tag'}>
      {door.open ? texts.open : texts.closed}
    </span>
  )
}
