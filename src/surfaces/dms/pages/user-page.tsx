import type { FunctionId } from '../../../kernel/ids.ts'
import type { Instant } from '../../../kernel/instant.ts'
import type { UserProfile } from '../../../listings/read-user.ts'
import type { StandingName } from '../../../readiness/rules/standing-at.ts'
import { type Frame, sayDatedMoment, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts, Table, Tag } from '../../../web/list-parts.tsx'
import type { Child } from '../../../web/markup.ts'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Actions, type ActionsProps, type UserActions } from './user-actions.tsx'
import { StandingTag, StatusTag } from './user-tags.tsx'

export interface UserPageProps extends Around {
  readonly user: UserProfile
  readonly hrefOf: (userId: string) => string
  /** Null for who is outside the programme, or gone. */
  readonly standing: {
    readonly name: StandingName
    readonly at: Instant
    /** In words. */
    readonly lacks: readonly string[]
    readonly mustAct: readonly string[]
  } | null
  /** Logon by OTP is locked, after too many failed tries; null: it is not. */
  readonly lockedUntil: Instant | null
  readonly functionName: string
  readonly functionNameOf: (id: FunctionId) => string
  readonly requests: readonly { readonly number: string; readonly title: string; readonly href: string }[]
  readonly history: readonly { readonly at: Instant; readonly text: string; readonly href: string | null }[]
  readonly actions: UserActions
  readonly noEmergency: ActionsProps['noEmergency']
}

/** One User ID of a firm: who it is, what is missing and who must act, what he may use, and what happened. */
export function UserPage(props: UserPageProps) {
  const { user, hrefOf, standing, lockedUntil, functionNameOf, requests, history, actions, ...rest } = props
  const { noEmergency, ...around } = rest
  const { frame } = around
  const t = textsOf(frame)
  const { sections } = t.user
  return (
    <FirmPage
      {...around}
      caption={user.userId}
      title={user.displayName}
      actions={<StatusTag frame={frame} status={user.status} />}
    >
      {standing && (
        <Section title={sections.readiness}>
          <Standing frame={frame} standing={standing} />
        </Section>
      )}
      {lockedUntil && (
        <p class="govuk-inset-text">
          <Tag tone="bad" text={t.user.locked} /> {t.user.lockedUntil(sayMoment(frame, lockedUntil))}
        </p>
      )}
      <Actions frame={frame} actions={actions} user={user} noEmergency={noEmergency} />
      <Section title={sections.profile}>
        <Profile frame={frame} user={user} hrefOf={hrefOf} />
      </Section>
      <Section title={sections.access}>
        <Access frame={frame} user={user} functionNameOf={functionNameOf} />
      </Section>
      <Section title={sections.sign}>
        <Signing frame={frame} user={user} />
      </Section>
      <Section title={sections.requests}>
        <Requests frame={frame} requests={requests} />
      </Section>
      <Section title={sections.history}>
        <History frame={frame} history={history} />
      </Section>
    </FirmPage>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: Child }) {
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}

type Of<Name extends keyof UserPageProps> = { readonly frame: Frame } & Required<Pick<UserPageProps, Name>>

function Standing({
  frame,
  standing,
}: {
  readonly frame: Frame
  readonly standing: NonNullable<UserPageProps['standing']>
}) {
  const t = textsOf(frame).user
  const { name, at, lacks, mustAct } = standing
  return (
    <>
      <p class="govuk-body">
        <StandingTag frame={frame} standing={name} /> {t.standing[name]}
      </p>
      {lacks.length > 0 && (
        <Facts
          facts={[
            [t.lacks, <List items={lacks} />],
            ...(mustAct.length > 0 ? [[t.mustAct, <List items={mustAct} isOrdered />] as const] : []),
          ]}
        />
      )}
      <p class="sp-quiet">{t.asOf(sayMoment(frame, at))}</p>
    </>
  )
}

function List({
  items,
  isOrdered = false,
}: {
  readonly items: readonly string[]
  readonly isOrdered?: boolean
}) {
  if (items.length === 1) return <>{items[0]}</>
  const lines = items.map((item) => <li>{item}</li>)
  return isOrdered ? (
    <ol class="govuk-list govuk-list--number">{lines}</ol>
  ) : (
    <ul class="govuk-list">{lines}</ul>
  )
}

function Profile({ frame, user, hrefOf }: Of<'user' | 'hrefOf'>) {
  const t = textsOf(frame)
  const { user: u } = t
  const { otherIds, until } = user
  return (
    <Facts
      facts={[
        [t.labels.userId, user.userId],
        [u.name, user.displayName],
        ...(user.roles.length > 0
          ? [[u.role, user.roles.map((role) => t.roles[role]).join(t.room.and)] as const]
          : []),
        [u.language, u.languages[user.language]],
        [u.since, sayMoment(frame, user.since)],
        ...(until === null ? [] : [[u.until, sayMoment(frame, until)] as const]),
        ...(otherIds.length === 0
          ? []
          : [[u.otherIds, otherIds.map((id) => <Link to={hrefOf(id)}>{id}</Link>)] as const]),
      ]}
    />
  )
}

function Access({ frame, user, functionNameOf }: Of<'user' | 'functionNameOf'>) {
  const t = textsOf(frame)
  if (user.groups.length === 0) return <p class="govuk-body">{t.user.noGroups}</p>
  return (
    <Table
      caption={t.user.sections.access}
      columns={[{ label: t.user.group }, { label: t.user.functions }]}
      rows={user.groups.map(({ name, functions }) => [
        name,
        functions.length === 0 ? t.groups.noFunctions : functions.map(functionNameOf).join(t.users.comma),
      ])}
    />
  )
}

function Signing({ frame, user }: Of<'user'>) {
  const t = textsOf(frame)
  const { user: u } = t
  const { email, passwordSince, channels, lastLogon } = user
  const said = channels.map(({ kind, since }) => u.channelSince(t.labels[kind], sayMoment(frame, since)))
  return (
    <Facts
      facts={[
        [u.email, email ? u.emailSince(email.address, sayMoment(frame, email.since)) : u.noEmail],
        [u.password, passwordSince ? sayMoment(frame, passwordSince) : u.notSet],
        [u.channels, said.length === 0 ? u.notSet : <List items={said} />],
        [u.lastLogon, lastLogon ? sayMoment(frame, lastLogon) : u.never],
      ]}
    />
  )
}

function Requests({ frame, requests }: Of<'requests'>) {
  if (requests.length === 0) return <p class="govuk-body">{textsOf(frame).user.noRequests}</p>
  return (
    <ul class="govuk-list">
      {requests.map(({ number, title, href }) => (
        <li>
          <Link to={href}>{number}</Link> {title}
        </li>
      ))}
    </ul>
  )
}

function History({ frame, history }: Of<'history'>) {
  const t = textsOf(frame).user
  if (history.length === 0) return <p class="govuk-body">{t.historyNone}</p>
  return (
    <Table
      caption={t.sections.history}
      columns={[{ label: t.when }, { label: t.what }]}
      rows={history.map(({ at, text, href }) => [
        sayDatedMoment(frame, at),
        href === null ? text : <Link to={href}>{text}</Link>,
      ])}
    />
  )
}
