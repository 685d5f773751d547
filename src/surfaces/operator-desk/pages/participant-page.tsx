import type { ListedRequest } from '../../../changes/list-requests.ts'
import type { ConnectUser } from '../../../delegates/connect-users-of.ts'
import type { Delegate } from '../../../delegates/delegates-of.ts'
import type { Contact } from '../../../participants/contacts-of.ts'
import type { ListedFirm } from '../../../participants/list-firms.ts'
import type { FirmReadiness } from '../../../readiness/firm-readiness.ts'
import { type Frame, inOne, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts, Table, Tag } from '../../../web/list-parts.tsx'
import type { Child } from '../../../web/markup.ts'
import { DelegateTable } from '../../client-connect/pages/delegates-page.tsx'
import { ReadinessBar } from '../../dms/pages/readiness-bar.tsx'
import { StatusTag } from '../../dms/pages/user-tags.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { DeskDeed } from '../desk-forms.ts'
import { nameOf } from './firms-page.tsx'

export interface ParticipantPageProps extends Around {
  readonly participant: ListedFirm
  readonly networks: readonly string[]
  readonly delegates: readonly Delegate[]
  readonly connectUsers: readonly ConnectUser[]
  /** How many of its users another firm has too. */
  readonly ofSeveral: number
  readonly readiness: FirmReadiness
  readonly contacts: readonly Contact[]
  readonly open: readonly ListedRequest[]
  /** Under single control, newest first. */
  readonly alone: readonly ListedRequest[]
  readonly path: string
  /** Where requests are; null for who does not see them. */
  readonly requests: string | null
  readonly mayAsk: boolean
}

export function ParticipantPage(props: ParticipantPageProps) {
  const {
    participant: firm,
    networks,
    delegates,
    connectUsers,
    ofSeveral,
    readiness,
    contacts,
    open,
    alone,
    path,
    requests,
    mayAsk,
    ...around
  } = props
  const { frame } = around
  const { deskFirm: t, room, da3, usersOfSeveral } = textsOf(frame)
  const to = `${path}/${firm.code}`
  const listed = { frame, requests }
  return (
    <DeskPage
      {...around}
      caption={firm.code}
      title={nameOf(frame, firm)}
      actions={firm.singleControl && <Tag tone="busy" text={room.singleControl} />}
    >
      <Section title={t.warnings}>
        <Warnings frame={frame} firm={firm} />
      </Section>
      {mayAsk && <Actions frame={frame} firm={firm} to={to} />}
      <Section title={da3.title}>
        {delegates.length > 0 && (
          <DelegateTable frame={frame} base={`${to}/delegates`} delegates={delegates} />
        )}
        <p class="govuk-body">
          <Link to={`${to}/delegates`}>{t.delegates}</Link>
        </p>
      </Section>
      <Section title={usersOfSeveral.title}>
        <p class="govuk-body">
          {usersOfSeveral.count(ofSeveral)} <Link to={`${to}/users-of-several`}>{usersOfSeveral.what}</Link>
        </p>
      </Section>
      <Section title={t.connectUsers}>
        <ConnectUsers frame={frame} users={connectUsers} />
      </Section>
      <Section title={t.readiness}>
        <ReadinessBar frame={frame} readiness={readiness} />
      </Section>
      <Section title={t.profile}>
        <OnRecord frame={frame} firm={firm} networks={networks} />
      </Section>
      <Section title={t.contacts}>
        <Contacts frame={frame} contacts={contacts} to={mayAsk ? `${to}/withdraw-contact` : null} />
      </Section>
      <Section title={t.requests}>
        <Requests {...listed} list={open} none={t.noRequests} />
      </Section>
      {(firm.singleControl || alone.length > 0) && (
        <Section title={t.alone}>
          <Requests {...listed} list={alone} none={t.noneAlone} />
        </Section>
      )}
      <p class="govuk-body">
        <Link to={path}>{t.back}</Link>
      </p>
    </DeskPage>
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

type OfFirm = { readonly frame: Frame; readonly firm: ListedFirm }

function Warnings({ frame, firm }: OfFirm) {
  const { deskFirms, deskFirm: t } = textsOf(frame)
  if (firm.warnings.length === 0)
    return <p class="govuk-body">{firm.singleControl ? t.noWarningsAlone : t.noWarnings}</p>
  return (
    <ul class="govuk-list">
      {firm.warnings.map((warning) => (
        <li>
          <Tag tone={warning === 'nobody-can-log-on' ? 'bad' : 'warn'} text={deskFirms.warnings[warning]} />{' '}
          {deskFirms.remedies[warning]}
        </li>
      ))}
    </ul>
  )
}

function Actions({ frame, firm, to }: OfFirm & { readonly to: string }) {
  const t = textsOf(frame).deskFirm
  const deeds: readonly (readonly [DeskDeed, string, string])[] = [
    ['amend-participant', 'amend', t.amend],
    ['record-contact', 'record-contact', t.recordContact],
    ['open-connect-user', 'open-connect-user', t.openConnectUser],
    ['amend-connect-rights', 'amend-connect-rights', t.amendConnectRights],
    firm.singleControl
      ? ['withdraw-single-control', 'withdraw-single-control', t.withdraw]
      : ['grant-single-control', 'grant-single-control', t.grant],
  ]
  return (
    <nav class="sp-actions" aria-label={t.actions}>
      {deeds.map(([, below, label]) => (
        <Link to={`${to}/${below}`} class="govuk-button govuk-button--secondary">
          {label}
        </Link>
      ))}
    </nav>
  )
}

function ConnectUsers({ frame, users }: { readonly frame: Frame; readonly users: readonly ConnectUser[] }) {
  const { deskFirm: t, users: words } = textsOf(frame)
  if (users.length === 0) return <p class="govuk-body">{t.noConnectUsers}</p>
  const { userId, name, status, rights } = t.connectUser
  return (
    <Table
      caption={t.connectUsers}
      columns={[userId, name, status, rights].map((label) => ({ label }))}
      rows={users.map((user) => [
        <span class="sp-code">{user.userId}</span>,
        user.name,
        <StatusTag frame={frame} status={user.status} />,
        user.rights.length === 0 ? t.noRights : user.rights.join(words.comma),
      ])}
    />
  )
}

function OnRecord({ frame, firm, networks }: OfFirm & Pick<ParticipantPageProps, 'networks'>) {
  const t = textsOf(frame).deskFirm
  return (
    <Facts
      facts={[
        [t.nameEn, firm.nameEn],
        [t.nameZh, firm.nameZh],
        [t.singleControl, firm.singleControl ? t.granted : t.notGranted],
        [t.networks, networks.length === 0 ? t.anywhere : <span class="sp-code">{networks.join(' ')}</span>],
      ]}
    />
  )
}

type ContactsProps = Pick<ParticipantPageProps, 'frame' | 'contacts'> & { readonly to: string | null }

/** Whom to call back at a firm. */
export function Contacts({ frame, contacts, to }: ContactsProps) {
  const t = textsOf(frame).deskFirm
  if (contacts.length === 0) return <p class="govuk-body">{t.noContacts}</p>
  const { name, office, telephone, email, withdraw } = t.contact
  return (
    <Table
      caption={t.contacts}
      columns={[name, office, telephone, email, ...(to === null ? [] : [withdraw])].map((label) => ({
        label,
      }))}
      rows={contacts.map((contact) => [
        ...[contact.name, contact.office, contact.telephone, contact.email],
        ...(to === null ? [] : [<Link to={`${to}/${contact.id}`}>{t.withdrawOf(contact.name)}</Link>]),
      ])}
    />
  )
}

interface RequestsProps {
  readonly frame: Frame
  readonly list: readonly ListedRequest[]
  readonly none: string
  readonly requests: string | null
}

/** A few requests, each with its number, what it is, and when it was made. */
export function Requests({ frame, list, none, requests }: RequestsProps) {
  const { changes, deskFirm: t } = textsOf(frame)
  if (list.length === 0) return <p class="govuk-body">{none}</p>
  return (
    <ul class="govuk-list">
      {list.map(({ number, kind, about, madeAt }) => (
        <li>
          {requests === null ? number : <Link to={`${requests}/${number}`}>{number}</Link>}{' '}
          {inOne(frame, changes.kinds[kind], about)}{' '}
          <span class="sp-quiet">{t.madeAt(sayMoment(frame, madeAt))}</span>
        </li>
      ))}
    </ul>
  )
}
