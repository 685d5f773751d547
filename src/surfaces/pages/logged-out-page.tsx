import { textsOf } from '../../web/frame.ts'
import { Notice } from './notice.tsx'
import type { LoggedOutPageProps } from './props.ts'

export function LoggedOutPage({ frame, back }: LoggedOutPageProps) {
  const t = textsOf(frame).session
  return (
    <Notice
      frame={frame}
      title={t.loggedOutTitle}
      text={t.loggedOut}
      link={{ to: back, text: t.backToStart }}
    />
  )
}
