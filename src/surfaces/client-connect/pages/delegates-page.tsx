import { saySerial } from '../../../cards/rules/say-serial.ts'
import type { Delegate } from '../../../delegates/delegates-of.ts'
import type { Deed } from '../../../delegates/hands.ts'
import type { Texts } from '../../../texts/en.ts'
import { type Frame, sayLastDay, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { DEEDS, FORMS, isOpen, pathOf } from '../da3-forms.ts'

/** At the operator's desk: the firm, which no head of the page names there, and what its viewer may ask for. */
export interface AtDesk {
  readonly about: string
  readonly deeds: readonly Deed[]
}

export interface DelegatesPageProps extends Around {
  readonly base: string
  readonly delegates: readonly Delegate[]
  /** Nobody could check what one of them asks. */
  readonly tooFew: boolean
  readonly singleControl: boolean
  readonly atDesk?: AtDesk
}

export function DelegatesPage(props: DelegatesPageProps) {
  const { base, delegates, tooFew, singleControl, atDesk, ...around } = props
  const { frame } = around
  const deeds = offered(around, atDesk, APPOINTING)
  const t = textsOf(frame).da3
  return (
    <FirmPage
      {...around}
      {...(atDesk && { caption: atDesk.about })}
      title={t.title}
      actions={<Appointing frame={frame} base={base} deeds={deeds} />}
    >
      <p class="govuk-body">{atDesk ? t.introAtDesk : tooFew ? t.tooFew : t.intro}</p>
      {!singleControl && isShort(delegates) && <p class="govuk-inset-text">{t.few}</p>}
      {delegates.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <DelegateTable frame={frame} base={base} delegates={delegates} />
      )}
    </FirmPage>
  )
}

const APPOINTING: readonly Deed[] = ['appoint', 'cover']

/** A firm's Client Connect users are offered all of it; who may not ask is told so when he does. */
function offered({ mayChange }: Around, atDesk: AtDesk | undefined, deeds: readonly Deed[]): readonly Deed[] {
  return mayChange ? deeds.filter((deed) => atDesk === undefined || atDesk.deeds.includes(deed)) : []
}

interface AppointingProps extends Pick<Around, 'frame'> {
  readonly base: string
  readonly deeds: readonly Deed[]
}

function Appointing({ frame, base, deeds: shown }: AppointingProps) {
  const { deeds } = textsOf(frame).da3
  return (
    <>
      {shown.map((deed) => (
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
    one.email ?? <span class="sp-quiet">{texts.emails.none}</span>,
    <Lacks texts={texts} delegate={one} />,
  ])
  return <Table caption={t.title} columns={columns} rows={rows} />
}

function roleOf(frame: Frame, { role, endsAt }: Delegate): string {
  const { roles, da3 } = textsOf(frame)
  return endsAt === null ? roles[role] : `${roles[role]} (${da3.until(sayLastDay(frame, endsAt))})`
}

function cardOf(frame: Frame, { cardSerial, cardEnds }: Delegate): string {
  const { da3: t } = textsOf(frame)
  if (cardSerial === null || cardEnds === null) return t.noCard
  return t.cardTo(saySerial(cardSerial), sayMoment(frame, cardEnds))
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
  readonly atDesk?: AtDesk
  /** Operators alone ask for an emergency passcode for a DA: where, or why it would not help him. */
  readonly emergency?: { readonly to: string } | { readonly barred: 'suspended' | 'not-initiated' } | null
}

export function DelegatePage({ base, delegate, atDesk, emergency = null, ...around }: DelegatePageProps) {
  const { frame } = around
  const texts = textsOf(frame)
  const t = texts.da3
  const about = DEEDS.filter((deed) => FORMS[deed].about === 'delegate')
  const deeds = offered(around, atDesk, about).filter((deed) => isOpen(deed, delegate))
  return (
    <FirmPage
      {...around}
      title={delegate.name}
      caption={[atDesk?.about, delegate.userId].filter(Boolean).join(' · ')}
    >
      <Facts
        facts={[
          [t.role, roleOf(frame, delegate)],
          [t.address, delegate.email ?? texts.emails.none],
          [t.fields.language, t.languages[delegate.language]],
          [t.lacks, <Lacks texts={texts} delegate={delegate} />],
          [t.card, cardOf(frame, delegate)],
          [t.cardPassword, t.cardPasswordIs[delegate.hasCardPassword ? 'set' : 'none']],
        ]}
      />
      {emergency !== null && 'barred' in emergency && (
        <p class="sp-quiet">{texts.emergency.whyNot[emergency.barred]}</p>
      )}
      {deeds.length > 0 && (
        <nav class="sp-actions" aria-label={texts.user.actions}>
          {emergency !== null && 'to' in emergency && (
            <Link to={emergency.to} class="govuk-button govuk-button--secondary">
              {texts.emergency.title}
            </Link>
          )}
          {deeds.map((deed) => (
            <Link
              to={`${base}/${delegate.userId}/${pathOf(deed)}`}
              class="govuk-button govuk-button--secondary"
            >
              {t.deeds[deed]}
            </Link>
          ))}
        </nav>
      )}
      <p class="govuk-body">
        <Link to={base}>{t.back}</Link>
      </p>
    </FirmPage>
  )
}
