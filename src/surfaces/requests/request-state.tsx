import type { RequestView } from '../../changes/read-request.ts'
import { type Frame, textsOf } from '../../web/frame.ts'
import { Tag, type Tone } from '../../web/list-parts.tsx'

type State = RequestView['state']

const TONES: Readonly<Record<State, Tone>> = {
  pending: 'busy',
  checked: 'busy',
  'in-force': 'warn',
  applied: 'good',
  confirmed: 'good',
  lifted: 'quiet',
  rejected: 'bad',
  withdrawn: 'quiet',
  expired: 'quiet',
  void: 'quiet',
}

export function RequestState({ frame, state }: { readonly frame: Frame; readonly state: State }) {
  return <Tag tone={TONES[state]} text={textsOf(frame).changes.states[state]} />
}
