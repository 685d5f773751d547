import type { Attendance } from '../../changes/attendance.ts'
import type { Absence } from '../../changes/list-absences.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { isBefore } from '../../kernel/instant.ts'
import { Entry, Select } from '../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton, SecondaryButton } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { type Frame, sayLastDay, sayMoment, textsOf } from '../../web/frame.ts'
import { Empty, Table } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'
import { Unattended } from './unattended.tsx'

export interface AbsencesPageProps extends Around, Attendance {
  readonly path: string
  readonly viewer: AccountId
  readonly typed: Fields
  readonly errors: readonly FieldError[]
}

/** Who is away and until when, who is there meanwhile, and when nobody could decide. */
export function AbsencesPage(props: AbsencesPageProps) {
  const { path, viewer, typed: _, hands, absences, unattended, errors, ...around } = props
  const { frame, mayChange } = around
  const t = textsOf(frame).absences
  const c = t.columns
  const isHand = hands.some(({ account }) => account === viewer)
  return (
    <FirmPage {...around} title={t.title} errors={errors}>
      <p class="govuk-body">{t.intro}</p>
      <Unattended frame={frame} spans={unattended} />
      {absences.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Table
          caption={t.title}
          columns={[
            { label: c.who },
            { label: c.from },
            { label: c.until },
            { label: c.there },
            { label: c.end },
          ]}
          rows={absences.map((absence) => [
            absence.userId,
            sayMoment(frame, absence.from),
            sayLastDay(frame, absence.until),
            whoIsThere(frame, props, absence),
            mayChange && isHand && (
              <SecondaryButton
                frame={frame}
                action={`${path}/withdraw`}
                label={t.back}
                about={absence.userId}
                keep={{ absence: absence.id }}
              />
            ),
          ])}
        />
      )}
      {mayChange && isHand && <Declare {...props} />}
    </FirmPage>
  )
}

/** Of his roles, who has one too and is not away at any time of it. */
function whoIsThere(frame: Frame, { hands, absences }: Attendance, absence: Absence): string {
  const { absences: t, users } = textsOf(frame)
  const roles = hands.find(({ account }) => account === absence.account)?.roles ?? []
  const isAway = (account: AccountId) =>
    absences.some(
      (one) =>
        one.account === account && isBefore(one.from, absence.until) && isBefore(absence.from, one.until),
    )
  const there = hands.filter(
    (hand) => hand.roles.some((role) => roles.includes(role)) && !isAway(hand.account),
  )
  return there.length === 0 ? t.nobody : there.map(({ userId }) => userId).join(users.comma)
}

function Declare({ frame, path, viewer, hands, typed, errors }: AbsencesPageProps) {
  const { absences: t, roles, room } = textsOf(frame)
  const entry = { frame, errors, short: true, type: 'date' } as const
  return (
    <section aria-labelledby="declare">
      <h2 class="govuk-heading-m" id="declare">
        {t.declareTitle}
      </h2>
      <PostForm frame={frame} action={path}>
        <Select
          frame={frame}
          errors={errors}
          name="who"
          label={t.columns.who}
          value={typed.get('who') ?? viewer}
          choices={hands.map((hand) => ({
            value: hand.account,
            label: t.hand(hand.userId, hand.name, hand.roles.map((role) => roles[role]).join(room.and)),
          }))}
        />
        <Entry {...entry} name="from" label={t.firstDay} value={typed.get('from') ?? ''} />
        <Entry {...entry} name="until" label={t.lastDay} value={typed.get('until') ?? ''} />
        <PrimaryButton label={t.declare} />
      </PostForm>
    </section>
  )
}
