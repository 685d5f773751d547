import { inOne, textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import type { ChangedPageProps } from './own-props.ts'
import { SessionFoot } from './session-foot.tsx'
import { Success } from './success.tsx'

/** What has changed, and what ended with it. */
export function ChangedPage({ frame, change, sessionsEnded, session, functionName }: ChangedPageProps) {
  const { ownAccount: t } = textsOf(frame)
  return (
    <Layout frame={frame} title={t.done}>
      <div class="sp-sheet">
        <Success heading={t.done}>
          <p class="sp-success__lead">{t.changed[change]}</p>
          <p>{inOne(frame, t.doneOthers(sessionsEnded), t.doneMailed)}</p>
        </Success>
        <SessionFoot frame={frame} session={session} functionName={functionName} beside />
      </div>
    </Layout>
  )
}
