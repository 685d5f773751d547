import { type Frame, textsOf } from '../../web/frame.ts'

/** The steps a person counts, in their order. */
const STEPS = ['user-id', 'code', 'password', 'channel', 'proof'] as const

export function captionOf(frame: Frame, step: (typeof STEPS)[number]): string {
  return textsOf(frame).initiation.step(STEPS.indexOf(step) + 1, STEPS.length)
}
