import { textsOf } from '../../../web/frame.ts'
import { Empty } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

/** He is logged on, and may use the function at another firm; not at this one. */
export function NotEntitledPage({ firmName, ...around }: Around & { readonly firmName: string }) {
  const t = textsOf(around.frame).overnight
  return (
    <FirmPage {...around} title={around.functionName}>
      <Empty text={t.notEntitled(firmName)} />
    </FirmPage>
  )
}
