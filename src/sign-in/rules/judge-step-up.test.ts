import { describe, expect, it } from 'vitest'
import { judgeStepUp, type StepUpProof } from './judge-step-up.ts'

const right: StepUpProof = {
  budget: 'taken',
  status: 'active',
  sessionLive: true,
  passwordUnchanged: true,
  proof: null,
}

describe('the passcode of a step-up', () => {
  it('is accepted where nothing is in the way', () => {
    expect(judgeStepUp(right)).toBeNull()
  })

  it.each([
    ['locked', { budget: 'locked' }],
    ['suspended', { status: 'suspended' }],
    ['session-ended', { sessionLive: false }],
    ['password-changed', { passwordUnchanged: false }],
    ['wrong', { proof: 'wrong' }],
  ] as const)('is refused as %s, right or wrong', (reason, other) => {
    expect(judgeStepUp({ ...right, ...other })).toBe(reason)
    if (reason !== 'wrong') expect(judgeStepUp({ ...right, proof: 'wrong', ...other })).toBe(reason)
  })
})
