import { PostForm, PrimaryButton, Radios } from '../../web/form-parts.tsx'
import { inOne, sayLastDay, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import type { ChooseChannelPageProps } from './props.ts'
import { Step } from './step.tsx'

/** The app, the stronger channel, is recommended; none is chosen for the person (P16). */
export function ChooseChannelPage(props: ChooseChannelPageProps) {
  const { frame, action, errors, refusal, channels, sentTo, isOwn, beginAgain } = props
  const { anew, labels, initiation, code, refusal: refused } = textsOf(frame)
  const help = {
    app: isOwn ? anew.app : initiation.appHelp,
    email: initiation.emailHelp(sentTo),
  }
  const choices = channels.map(({ kind, until }) => ({
    value: kind,
    label: labels[kind],
    hint: inOne(frame, help[kind], until && initiation.lastDay(sayLastDay(frame, until))),
  }))
  return (
    <Step
      frame={frame}
      title={isOwn ? anew.channelTitle : initiation.channelTitle}
      caption={captionOf(frame, 'channel')}
      errors={errors}
      refused={refusal && { refusal, title: refused.initiationTitle, text: refused.initiation }}
    >
      {isOwn && <p class="govuk-body">{anew.channel}</p>}
      <PostForm frame={frame} action={action}>
        <Radios
          frame={frame}
          name="channel"
          legend={initiation.channelLegend}
          choices={choices}
          errors={errors}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      <div class="sp-others">
        <Link to={beginAgain}>{code.beginAgain}</Link>
      </div>
    </Step>
  )
}
