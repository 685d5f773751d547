import type { SoughtPerson } from '../../../accounts/seek-person.ts'
import type { Instant } from '../../../kernel/instant.ts'
import type { Contact } from '../../../participants/contacts-of.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Search } from '../../../web/list-parts.tsx'
import { StatusTag } from '../../dms/pages/user-tags.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { SaidRefusal } from '../../say-refusal.ts'
import { Contacts } from './participant-page.tsx'

export interface LookUpPageProps extends Around {
  readonly action: string
  /** Null for whoever opens none. */
  readonly openCase: string | null
  /** As it was typed; empty: nothing was asked yet. */
  readonly asked: string
  readonly refusal: (SaidRefusal & { readonly at: Instant; readonly ofNobody: boolean }) | null
  readonly person: SoughtPerson | null
  readonly callBack: readonly { readonly code: string; readonly contacts: readonly Contact[] }[]
}

/** In a User ID or a reference; out what was refused, who it is, and whom to call back. */
export function LookUpPage(props: LookUpPageProps) {
  const { action, openCase, asked, refusal, person, callBack, ...around } = props
  const { frame } = around
  const { deskLookUp: t, hotline, rooms } = textsOf(frame)
  return (
    <DeskPage {...around} title={rooms.lookUp}>
      <p class="govuk-body">{t.intro}</p>
      <Search frame={frame} action={action} label={t.search} value={asked} listsAll={false} />
      {asked !== '' && refusal === null && person === null && <Empty text={t.nobody} />}
      {refusal && <Refused frame={frame} refusal={refusal} />}
      {person && <Person frame={frame} person={person} />}
      {person?.seats.some(({ code }) => code === null) && <p class="govuk-inset-text">{t.ownPeople}</p>}
      {callBack.map(({ code, contacts }) => (
        <section class="sp-section">
          <h2 class="govuk-heading-m">{t.callBack(code)}</h2>
          <p class="govuk-body">{t.callBackHow}</p>
          <Contacts frame={frame} contacts={contacts} to={null} />
          {openCase && <Link to={`${openCase}?q=${code}&about=${person?.userId ?? ''}`}>{hotline.open}</Link>}
        </section>
      ))}
    </DeskPage>
  )
}

type RefusedProps = { readonly frame: Frame; readonly refusal: NonNullable<LookUpPageProps['refusal']> }

function Refused({ frame, refusal }: RefusedProps) {
  const t = textsOf(frame).deskLookUp
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{t.refused}</h2>
      <Facts
        facts={[
          [t.facts.when, sayMoment(frame, refusal.at)],
          [t.facts.what, refusal.what],
          ...(refusal.where === null ? [] : [[t.facts.where, refusal.where] as const]),
          [t.facts.why, refusal.ofNobody ? t.nobodyTyped : refusal.why],
        ]}
      />
      {refusal.locked && <p class="govuk-inset-text">{refusal.locked}</p>}
    </section>
  )
}

function Person({ frame, person }: { readonly frame: Frame; readonly person: SoughtPerson }) {
  const { deskLookUp: t, roles, labels, users } = textsOf(frame)
  const { lockedUntil, credentials, seats } = person
  const his = credentials.flatMap((kind) => (kind === 'password' ? [] : [labels[kind]]))
  const initiated = credentials.includes('password') && his.length > 0
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{t.person}</h2>
      <Facts
        facts={[
          [t.userId, <span class="sp-code">{person.userId}</span>],
          [t.name, person.displayName],
          [users.columns.status, <StatusTag frame={frame} status={person.status} />],
          [
            t.roles,
            seats.map(({ role, code }) => t.roleAt(code ?? t.atTheHouse, roles[role])).join(users.comma),
          ],
          [t.email, person.emailRegistered ? t.emailThere : t.emailMissing],
          [t.secondFactor, initiated ? t.initiated(his.join(users.comma)) : t.notInitiated],
          [t.lock, lockedUntil ? t.locked(sayMoment(frame, lockedUntil)) : t.notLocked],
        ]}
      />
    </section>
  )
}
