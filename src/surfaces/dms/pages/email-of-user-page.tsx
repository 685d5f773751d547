import type { FirmAddress } from '../../../emails/firm-addresses.ts'
import { Entry } from '../../../web/entry-parts.tsx'
import {
  AskTwice,
  type FieldError,
  PostForm,
  PrimaryButton,
  SecondaryButton,
} from '../../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Done, Facts, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { MailState } from './mail-state.tsx'

export interface EmailOfUserPageProps extends Around {
  readonly path: string
  readonly user: FirmAddress
  /** Requests on him that are not decided yet. */
  readonly waiting: readonly { readonly number: string; readonly to: string }[]
  readonly errors: readonly FieldError[]
  /** The address as it was typed. */
  readonly typed: string
  readonly tested: number | null
}

/** One person's address: what it is, whether mail arrives, and what may be asked for. */
export function EmailOfUserPage(props: EmailOfUserPageProps) {
  const { path, user, waiting, errors, typed, tested, ...around } = props
  const { frame, mayChange } = around
  const t = textsOf(frame).emails
  const isUser = user.roles.every((role) => role === 'user')
  return (
    <FirmPage
      {...around}
      title={t.userTitle(user.userId)}
      errors={errors}
      notice={tested !== null && <Done text={t.tested(tested)} />}
    >
      {waiting.map(({ number, to }) => (
        <p class="govuk-inset-text">
          <Link to={to}>{t.waits(number)}</Link>
        </p>
      ))}
      <UserFacts frame={frame} user={user} />
      {mayChange && user.address !== null && (
        <SecondaryButton frame={frame} action={`${path}/test`} label={t.testOne} />
      )}
      {!isUser && <p class="govuk-inset-text">{t.notHere}</p>}
      {mayChange && isUser && <Register frame={frame} path={path} errors={errors} typed={typed} />}
      {mayChange && isUser && user.address !== null && <Withdraw frame={frame} path={path} />}
    </FirmPage>
  )
}

function UserFacts({ frame, user }: { readonly frame: Frame; readonly user: FirmAddress }) {
  const { emails: t, roles } = textsOf(frame)
  const address = (
    <>
      {user.address ?? t.none}
      {user.shared && <Tag tone="warn" text={t.shared} />}
      {user.shared && <p class="sp-quiet">{t.sharedHint}</p>}
    </>
  )
  const facts = [
    [t.facts.name, user.displayName],
    [t.facts.role, user.roles.map((role) => roles[role]).join(textsOf(frame).room.and)],
    [t.facts.address, address],
    ...(user.since ? [[t.facts.since, sayMoment(frame, user.since)] as const] : []),
    [t.facts.mail, <MailState frame={frame} row={user} />],
  ] as const
  return <Facts facts={facts} />
}

interface FormProps {
  readonly frame: Frame
  readonly path: string
}

function Register(props: FormProps & Pick<EmailOfUserPageProps, 'errors' | 'typed'>) {
  const { frame, path, errors, typed } = props
  const t = textsOf(frame).emails
  return (
    <section aria-labelledby="register">
      <h2 class="govuk-heading-m" id="register">
        {t.registerTitle}
      </h2>
      <PostForm frame={frame} action={`${path}/register`}>
        <Entry
          frame={frame}
          name="address"
          label={t.newAddress}
          hint={t.newAddressHint}
          type="email"
          maxlength={254}
          value={typed}
          errors={errors}
        />
        <Entry frame={frame} name="remark" label={t.remark} value="" errors={errors} maxlength={1000} />
        <PrimaryButton label={t.register} />
      </PostForm>
    </section>
  )
}

function Withdraw({ frame, path }: FormProps) {
  const t = textsOf(frame).emails
  return (
    <section aria-labelledby="withdraw">
      <h2 class="govuk-heading-m" id="withdraw">
        {t.withdrawTitle}
      </h2>
      <AskTwice frame={frame} action={`${path}/withdraw`} label={t.withdraw} question={t.withdrawHint} />
    </section>
  )
}
