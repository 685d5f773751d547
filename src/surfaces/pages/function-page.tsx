import { textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { FunctionClosed } from './function-closed.tsx'
import { FunctionOpen } from './function-open.tsx'
import type { FunctionPageProps } from './props.ts'
import { SessionDetails } from './session-details.tsx'
import { SessionFoot } from './session-foot.tsx'

/** Where a logon leads that has no screens here. A closed function leaves its person logged on, and says so. */
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
