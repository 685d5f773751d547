import type { ListedPasscode } from '../../emergency/list-passcodes.ts'
import { EMERGENCY_PASSCODE } from '../../emergency/rules/figures.ts'
import type { Instant } from '../../kernel/instant.ts'
import { type FieldError, PostForm, PrimaryButton } from '../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Facts } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'
import { StandingOfPasscode } from './standing-of-passcode.tsx'

export interface BeforeShowingPageProps extends Around {
  readonly passcode: ListedPasscode
  readonly action: string
  /** The request. */
  readonly back: string
  /** Until when he need not prove again that it is he; null: before it is shown. */
  readonly steppedUpUntil: Instant | null
  readonly errors: readonly FieldError[]
}

/** Before an emergency passcode is shown, and after: on this page it never is. */
export function BeforeShowingPage(props: BeforeShowingPageProps) {
  const { passcode, action: _, back, steppedUpUntil: __, errors, ...around } = props
  const { frame } = around
  const { emergency: t } = textsOf(frame)
  const { standing, userId, displayName } = passcode
  const canBeShown = standing === 'to-be-shown' || standing === 'in-force'
  return (
    <FirmPage {...around} caption={t.forWhom(userId, displayName)} title={t.title} errors={errors}>
      <Facts facts={[[t.state, <StandingOfPasscode frame={frame} passcode={passcode} />]]} />
      <section id="show">
        {canBeShown ? <Showing {...props} /> : <p class="govuk-body">{t.over[standing]}</p>}
      </section>
      <p class="govuk-body">
        <Link to={back}>{passcode.request}</Link>
      </p>
    </FirmPage>
  )
}

/** The button. It carries how often one was shown, so that no reload and no second click ends what was told already. */
function Showing({ frame, passcode, action, steppedUpUntil }: BeforeShowingPageProps) {
  const { emergency: t, requests } = textsOf(frame)
  const { drawn } = passcode
  return (
    <>
      <p class="govuk-body">{t.before}</p>
      {drawn > 0 && <p class="govuk-inset-text">{t.shownBefore(drawn)}</p>}
      <PostForm frame={frame} action={action}>
        <input type="hidden" name="seen" value={String(drawn)} />
        <PrimaryButton label={drawn === 0 ? t.show : t.showAgain} />
      </PostForm>
      <p class="govuk-hint">
        {steppedUpUntil ? requests.confirmedUntil(sayMoment(frame, steppedUpUntil)) : t.asksFirst}
      </p>
    </>
  )
}

export interface ShownPasscodePageProps extends Around {
  readonly passcode: ListedPasscode
  readonly digits: string
  readonly back: string
}

/** The digits, large enough to be read out. Where the page was asked for again, it says that they were shown, and no more. */
export function ShownPasscodePage({ passcode, digits, back, ...around }: ShownPasscodePageProps) {
  const { frame } = around
  const { emergency: t } = textsOf(frame)
  const { userId, displayName, expiresAt } = passcode
  return (
    <FirmPage {...around} caption={t.forWhom(userId, displayName)} title={t.isTitle}>
      <p class="sp-emergency">
        {groupsOf(digits).map((group) => (
          <>
            <span>{group}</span>{' '}
          </>
        ))}
      </p>
      <p class="sp-emergency-printed">{t.notPrinted}</p>
      <Facts facts={[[t.goodUntil, <strong>{sayMoment(frame, expiresAt)}</strong>]]} />
      <Telling frame={frame} />
      <p class="govuk-body">
        <Link to={back} class="govuk-button">
          {t.done}
        </Link>
      </p>
    </FirmPage>
  )
}

function Telling({ frame }: { readonly frame: Frame }) {
  const { emergency: t } = textsOf(frame)
  return (
    <>
      <h2 class="govuk-heading-m">{t.tell}</h2>
      <ol class="govuk-list govuk-list--number">
        {t.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p class="govuk-inset-text">{t.dont}</p>
    </>
  )
}

function groupsOf(digits: string): readonly string[] {
  return digits.match(new RegExp(`.{1,${EMERGENCY_PASSCODE.group}}`, 'g')) ?? []
}
