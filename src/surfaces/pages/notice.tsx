import type { Frame } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Step } from './step.tsx'

interface NoticeProps {
  readonly frame: Frame
  readonly title: string
  readonly text: string
  readonly link: { readonly to: string; readonly text: string }
}

/** A page that only says what happened and where to go. */
export function Notice({ frame, title, text, link }: NoticeProps) {
  return (
    <Step frame={frame} title={title}>
      <p class="govuk-body-l">{text}</p>
      <p class="govuk-body">
        <Link to={link.to}>{link.text}</Link>
      </p>
    </Step>
  )
}
