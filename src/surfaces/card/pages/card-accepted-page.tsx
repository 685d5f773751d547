import { type Frame, textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { Success } from '../../pages/success.tsx'
import { OutwardLink } from './outward-link.tsx'

/** Seen for a moment: the browser goes on by itself. */
export function CardAcceptedPage({ frame, to }: { readonly frame: Frame; readonly to: string }) {
  const { accepted } = textsOf(frame).cards
  return (
    <Layout frame={frame} title={accepted.title}>
      <div class="sp-sheet">
        <Success heading={accepted.title}>
          <p class="sp-success__lead">{accepted.text}</p>
        </Success>
        <OutwardLink to={to} button>
          {accepted.go}
        </OutwardLink>
      </div>
    </Layout>
  )
}
