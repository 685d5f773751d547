import type { UserOfSeveral } from '../../../accounts/users-of-several.ts'
import type { ListedRequest } from '../../../changes/list-requests.ts'
import type { Contact } from '../../../participants/contacts-of.ts'
import type { ListedFirm } from '../../../participants/list-firms.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Table } from '../../../web/list-parts.tsx'
import { StatusTag } from '../../dms/pages/user-tags.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { USER_DEEDS } from '../desk-forms.ts'
import { nameOf } from './firms-page.tsx'
import { Contacts, Requests } from './participant-page.tsx'

type UserDeed = (typeof USER_DEEDS)[number]

interface OfFirm extends Around {
  readonly participant: ListedFirm
  /** Of all participants. */
  readonly path: string
}

export interface UsersOfSeveralPageProps extends OfFirm {
  readonly users: readonly UserOfSeveral[]
}

/** Those whom no firm may change alone: who they are, and whose they are besides. */
export function UsersOfSeveralPage({ participant: firm, path, users, ...around }: UsersOfSeveralPageProps) {
  const { frame } = around
  const { usersOfSeveral: t, users: words } = textsOf(frame)
  const to = `${path}/${firm.code}`
  return (
    <DeskPage {...around} caption={`${firm.code} · ${nameOf(frame, firm)}`} title={t.title}>
      <p class="govuk-body">{t.intro}</p>
      {users.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Table
          caption={t.title}
          columns={[t.userId, t.name, t.status, t.firms].map((label) => ({ label }))}
          rows={users.map((user) => [
            <Link to={`${to}/users-of-several/${user.userId}`}>{user.userId}</Link>,
            user.displayName,
            <StatusTag frame={frame} status={user.status} />,
            user.firms.map(({ code }) => code).join(words.comma),
          ])}
        />
      )}
      <p class="govuk-body">
        <Link to={to}>{t.back}</Link>
      </p>
    </DeskPage>
  )
}

export interface UserOfSeveralPageProps extends OfFirm {
  readonly user: UserOfSeveral
  readonly deeds: readonly UserDeed[]
  readonly requests: readonly ListedRequest[]
  /** Whom to ask at each of his firms. */
  readonly callBack: readonly { readonly code: string; readonly contacts: readonly Contact[] }[]
  /** Where requests are; null for who does not see them. */
  readonly to: string | null
}

/** One of them: what may be asked for, and whom to call first. */
export function UserOfSeveralPage(props: UserOfSeveralPageProps) {
  const { participant: firm, path, user, deeds, requests, callBack, to, ...around } = props
  const { frame } = around
  const { usersOfSeveral: t, deskForms, deskFirm, deskLookUp, emails } = textsOf(frame)
  const here = `${path}/${firm.code}/users-of-several`
  return (
    <DeskPage
      {...around}
      caption={`${firm.code} · ${nameOf(frame, firm)} · ${user.userId}`}
      title={user.displayName}
      actions={<StatusTag frame={frame} status={user.status} />}
    >
      <Facts
        facts={[
          [t.firms, <Firms path={path} user={user} />],
          [t.address, user.address ?? emails.none],
          [t.credentials, user.hasCredentials ? t.set : t.notSet],
        ]}
      />
      {deeds.length > 0 && <p class="govuk-inset-text">{t.askFirst}</p>}
      {deeds.length > 0 && (
        <nav class="sp-actions" aria-label={deskFirm.actions}>
          {deeds.map((deed) => (
            <Link to={`${here}/${user.userId}/${deed}`} class="govuk-button govuk-button--secondary">
              {deskForms.titles[deed]}
            </Link>
          ))}
        </nav>
      )}
      <h2 class="govuk-heading-m">{deskFirm.requests}</h2>
      <Requests frame={frame} list={requests} none={t.noRequests} requests={to} />
      {callBack.map(({ code, contacts }) => (
        <section class="sp-section">
          <h2 class="govuk-heading-m">{deskLookUp.callBack(code)}</h2>
          <Contacts frame={frame} contacts={contacts} to={null} />
        </section>
      ))}
      <p class="govuk-body">
        <Link to={here}>{t.backToAll}</Link>
      </p>
    </DeskPage>
  )
}

function Firms({ path, user }: Pick<UserOfSeveralPageProps, 'path' | 'user'>) {
  return (
    <ul class="govuk-list">
      {user.firms.map(({ code }) => (
        <li>
          <Link to={`${path}/${code}`}>{code}</Link>
        </li>
      ))}
    </ul>
  )
}

/** Whether it can be done to him as he stands; a request may find him otherwise. */
export function isOpen(deed: UserDeed, { status, address, hasCredentials }: UserOfSeveral): boolean {
  switch (deed) {
    case 'user-register-email':
      return true
    case 'user-withdraw-email':
      return address !== null
    case 'user-reset':
      return hasCredentials
    case 'user-suspend':
      return status === 'active'
    case 'user-reinstate':
      return status === 'suspended'
  }
}
