import type { Delegate } from '../../../delegates/delegates-of.ts'
import type { Texts } from '../../../texts/en.ts'
import { type Frame, sayLastDay, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { FORMS } from '../da3-forms.ts'

export interface DelegatesPageProps extends Around {
  readonly base: string
  readonly delegates: readonly Delegate[]
  /** Nobody could check what one of them asks. */
  readonly tooFew: boolean
  readonly singleControl: boolean
}

export function DelegatesPage({ base, delegates, tooFew, singleControl, ...around }: DelegatesPageProps) {
  const { frame } = around
  const t = textsOf(frame).da3
  return (
    <FirmPage {...around} title={t.title} actions={<Appointing {...around} base={base} />}>
      <p class="govuk-body">{tooFew ? t.tooFew : t.intro}</p>
      {!singleControl && isShort(delegates) && <p class="govuk-inset-text">{t.few}</p>}
      {delegates.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <DelegateTable frame={frame} base={base} delegates={delegates} />
      )}
    </FirmPage>
  )
}

function Appointing({ frame, base, mayChange }: Around & { readonly base: string }) {
  const { deeds } = textsOf(frame).da3
  if (!mayChange) return null
  return (
    <>
      {(['appoint', 'cover'] as const).map((deed) => (
        <Link to={`${base}/${deed}`} class="govuk-button govuk-button--secondary">
          {deeds[deed]}
        </Link>
      ))}
    </>
  )
}

/** P4: one maker and one checker are one holiday away from standing still. */
function isShort(delegates: readonly Delegate[]): boolean {
  const count = (role: string) =>
    delegates.filter((one) => one.role === role && one.status === 'active').length
  return count('da-maker') < 2 || count('da-checker') < 2
}

export function DelegateTable({
  frame,
  base,
  delegates,
}: {
  readonly frame: Frame
  readonly base: string
  readonly delegates: readonly Delegate[]
}) {
  const texts = textsOf(frame)
  const t = texts.da3
  const columns = [t.user, t.name, t.role, t.address, t.lacks].map((label) => ({ label }))
  const rows = delegates.map((one) => [
    <Link to={`${base}/${one.userId}`}>{one.userId}</Link>,
    one.name,
    roleOf(frame, one),
    one.email ?? '',
    <Lacks texts={texts} delegate={one} />,
  ])
  return <Table caption={t.title} columns={columns} rows={rows} />
}

function roleOf(frame: Frame, { role, endsAt }: Delegate): string {
  const { roles, da3 } = textsOf(frame)
  return endsAt === null ? roles[role] : `${roles[role]} (${da3.until(sayLastDay(frame, endsAt))})`
}

/** What somebody needs before he can act, by who must see to it: named, never by colour alone. */
export function lacksOf({ da3: t }: Texts, { email, initiated, status }: Delegate): readonly string[] {
  return [
    ...(status === 'suspended' ? [t.suspended] : []),
    ...(email === null ? [t.noEmail] : []),
    ...(initiated ? [] : [t.notInitiated]),
  ]
}

function Lacks({ texts, delegate }: { readonly texts: Texts; readonly delegate: Delegate }) {
  const lacks = lacksOf(texts, delegate)
  if (lacks.length === 0) return <Tag tone="good" text={texts.da3.ready} />
  return (
    <>
      {lacks.map((lack) => (
        <>
          <Tag tone="warn" text={lack} />{' '}
        </>
      ))}
    </>
  )
}

export interface DelegatePageProps extends Around {
  readonly base: string
  readonly delegate: Delegate
}

export function DelegatePage({ base, delegate, ...around }: DelegatePageProps) {
  const { frame, mayChange } = around
  const texts = textsOf(frame)
  const t = texts.da3
  const deeds = (Object.keys(FORMS) as (keyof typeof FORMS)[])
    .filter((deed) => FORMS[deed].about === 'delegate')
    .filter((deed) => deed !== (delegate.status === 'suspended' ? 'suspend' : 'reinstate'))
  return (
    <FirmPage {...around} title={delegate.name} caption={delegate.userId}>
      <Facts
        facts={[
          [t.role, roleOf(frame, delegate)],
          [t.address, delegate.email ?? ''],
          [t.fields.language, t.languages[delegate.language]],
          [t.lacks, <Lacks texts={texts} delegate={delegate} />],
        ]}
      />
      {mayChange && (
        <ul class="govuk-list">
          {deeds.map((deed) => (
            <li>
              <Link to={`${base}/${delegate.userId}/${deed}`}>{t.deeds[deed]}</Link>
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <Link to={base}>{t.back}</Link>
      </p>
    </FirmPage>
  )
}
