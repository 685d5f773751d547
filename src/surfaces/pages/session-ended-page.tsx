import { textsOf } from '../../web/frame.ts'
import { Notice } from './notice.tsx'
import type { SessionEndedPageProps } from './props.ts'

/** Shown to whoever still holds a session's cookie: only its own browser learns how it ended. */
export function SessionEndedPage({ frame, because, back }: SessionEndedPageProps) {
  const t = textsOf(frame).session
  const [title, text] = t.ended[because]
  return <Notice frame={frame} title={title} text={text} link={{ to: back, text: t.backToStart }} />
}
