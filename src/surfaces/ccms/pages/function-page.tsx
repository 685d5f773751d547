import { textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { FunctionClosed } from '../../pages/function-closed.tsx'
import { FunctionOpen } from '../../pages/function-open.tsx'
import type { FunctionPageProps } from '../../pages/props.ts'
import { SessionDetails } from '../../pages/session-details.tsx'
import { SessionFoot } from '../../pages/session-foot.tsx'

/** Where a logon to CCMS leads. A closed function leaves its person logged on, and says so. */
export function FunctionPage({ frame, functionName, state, session }: FunctionPageProps) {
  const title = state.is === 'open' ? functionName : textsOf(frame).labels.functionNotAvailable
  return (
    <Layout frame={frame} title={title}>
      <div class="sp-sheet">
        {state.is === 'open' ? (
          <FunctionOpen frame={frame} functionName={functionName} until={state.until} />
        ) : (
          <FunctionClosed frame={frame} state={state} />
        )}
        <SessionDetails frame={frame} session={session} />
        <SessionFoot frame={frame} session={session} functionName={functionName} />
      </div>
    </Layout>
  )
}
