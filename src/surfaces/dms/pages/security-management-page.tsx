import { textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { FunctionClosed } from '../../pages/function-closed.tsx'
import { FunctionOpen } from '../../pages/function-open.tsx'
import type { SecurityManagementPageProps } from '../../pages/props.ts'
import { SessionDetails } from '../../pages/session-details.tsx'
import { SessionFoot } from '../../pages/session-foot.tsx'
import { Success } from '../../pages/success.tsx'

/** Where a logon to DMS leads. In a test session the test is complete and DMS stays open (spec 3.3). */
export function SecurityManagementPage(props: SecurityManagementPageProps) {
  const { frame, functionName, state, session } = props
  const { labels } = textsOf(frame)
  const closed = state.is === 'closed' || state.is === 'closed-in-test'
  return (
    <Layout frame={frame} title={closed ? labels.functionNotAvailable : functionName}>
      <div class="sp-sheet">
        {closed && <FunctionClosed frame={frame} state={state} />}
        {state.is === 'open' && (
          <FunctionOpen frame={frame} functionName={functionName} until={state.until} />
        )}
        {state.is === 'open-in-test' && <OpenInTest {...props} readOnly={state.readOnly} />}
        <SessionDetails frame={frame} session={session} />
        <SessionFoot frame={frame} session={session} functionName={functionName} />
      </div>
    </Layout>
  )
}

function OpenInTest(props: SecurityManagementPageProps & { readonly readOnly: boolean }) {
  const { labels, session: t } = textsOf(props.frame)
  return (
    <Success heading={props.functionName}>
      <p class="sp-success__lead">{labels.testComplete}</p>
      <p>{props.readOnly ? t.readOnly : t.staysOpen}</p>
      <p>{t.screensElsewhere}</p>
    </Success>
  )
}
