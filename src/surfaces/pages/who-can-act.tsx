import { type Frame, textsOf } from '../../web/frame.ts'
import type { Audience } from './props.ts'

/** P18: people do not know who can help them. Says who can, for any User ID alike. */
export function WhoCanAct({ frame, audience }: { readonly frame: Frame; readonly audience: Audience }) {
  const t = textsOf(frame).whoCanAct
  return <Aside heading={t.summary} paragraphs={[...t[audience], t.hotline]} />
}

/** P1: who acts when no code comes. The same words whether or not an address is registered. */
export function NoCode({ frame, audience }: { readonly frame: Frame; readonly audience: Audience }) {
  const texts = textsOf(frame)
  const t = texts.initiation
  return <Aside heading={t.codeNone} paragraphs={[t.codeNoneWho[audience], texts.whoCanAct.hotline]} />
}

function Aside({
  heading,
  paragraphs,
}: {
  readonly heading: string
  readonly paragraphs: readonly string[]
}) {
  return (
    <section class="sp-aside" aria-labelledby="who-can-act">
      <h2 id="who-can-act">{heading}</h2>
      {paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </section>
  )
}
