import type { FirmAddress } from '../../../emails/firm-addresses.ts'
import type { AddressState } from '../../../emails/rules/address-state.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Tag, type Tone } from '../../../web/list-parts.tsx'

const TONES: Readonly<Record<AddressState, Tone>> = {
  none: 'bad',
  untested: 'quiet',
  waiting: 'busy',
  sent: 'good',
  refused: 'bad',
  bounced: 'bad',
  lapsed: 'bad',
}

/** Does mail arrive? Where a server refused it, in its own words: they say what to mend. */
export function MailState({ frame, row }: { readonly frame: Frame; readonly row: FirmAddress }) {
  const t = textsOf(frame).emails
  const failed = row.state === 'refused' || row.state === 'bounced' || row.state === 'lapsed'
  return (
    <>
      <Tag tone={TONES[row.state]} text={t.states[row.state]} />
      {row.mailAt && <span class="sp-quiet">{sayMoment(frame, row.mailAt)}</span>}
      {failed && row.answer && <p class="sp-quiet">{t.serverSays(row.answer)}</p>}
    </>
  )
}
