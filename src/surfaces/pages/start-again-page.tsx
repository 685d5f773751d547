import { textsOf } from '../../web/frame.ts'
import { Notice } from './notice.tsx'
import type { StartAgainPageProps } from './props.ts'

/** Back, reload, a second tab, a long lunch: none of them does harm, and each is told what to do. */
export function StartAgainPage({ frame, because, again }: StartAgainPageProps) {
  const t = textsOf(frame).startAgain
  const [title, text] = t[because]
  return <Notice frame={frame} title={title} text={text} link={{ to: again, text: t.again }} />
}
