import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { inOne, sayLastDay, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { stepsOf } from './change-steps.ts'
import { OwnPage } from './own-page.tsx'
import type { ChangeChannelPageProps } from './own-props.ts'

/** What will happen, and the first half of the proof that it is its person who asks for it. */
export function ChangeChannelPage(props: ChangeChannelPageProps) {
  const { frame, action, errors, refusal, change, until, session, functionName } = props
  const { labels, initiation, ownAccount: t } = textsOf(frame)
  const what = change === 'password' ? t.passwordOutline : t.whatHappens[change]
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={t.titles[change]}
      caption={t.step(1, stepsOf(change))}
      errors={errors}
      refused={refusal && { refusal, title: t.refusedTitle, text: t.refused }}
    >
      <p class="govuk-body">{inOne(frame, what, until && initiation.lastDay(sayLastDay(frame, until)))}</p>
      <p class="govuk-body">{t.endsOthers}</p>
      <PostForm frame={frame} action={action}>
        <TextField
          frame={frame}
          name="password"
          label={labels.currentPassword}
          autocomplete="current-password"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      <div class="sp-others">
        <Link to={session.paths.channels}>{t.cancel}</Link>
      </div>
    </OwnPage>
  )
}
