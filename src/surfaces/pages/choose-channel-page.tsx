import { PostForm, PrimaryButton, Radios } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import type { ChooseChannelPageProps } from './props.ts'
import { Step } from './step.tsx'

/** The stronger channel comes first and is recommended (ASVS 4.0.3, 2.2.2); none is chosen for the person (P16). */
export function ChooseChannelPage(props: ChooseChannelPageProps) {
  const { frame, action, errors, refusal, channels, sentTo, beginAgain } = props
  const { labels, initiation, code, refusal: refused } = textsOf(frame)
  const choices = [
    { value: 'app', label: labels.app, hint: initiation.appHelp },
    { value: 'email', label: labels.email, hint: initiation.emailHelp(sentTo) },
  ].filter((choice) => channels.some((channel) => channel === choice.value))
  return (
    <Step
      frame={frame}
      title={initiation.channelTitle}
      caption={captionOf(frame, 'channel')}
      errors={errors}
      refused={refusal && { refusal, title: refused.initiationTitle, text: refused.initiation }}
    >
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
