import { describe, expect, it } from 'vitest'
import { askFront, UNANSWERED } from '../../test/support/ask-front.ts'
import type { DoorId } from '../kernel/ids.ts'
import { systemClock } from '../kernel/system.ts'
import type { GateAnswer, SessionGate } from '../sessions/session-gate.ts'
import { sessionCookie } from '../web/cookies.ts'
import { sessionCheck } from './session-check.ts'

const DOOR = 'ccms.otp.online' as DoorId
const asked = {
  path: `/session-check/${DOOR}`,
  headers: { cookie: `${sessionCookie('primary', DOOR)}=token` },
}

function frontWith(check: () => Promise<GateAnswer> | GateAnswer) {
  const reported: unknown[] = []
  const gate = { check } as unknown as SessionGate
  const report = (fault: unknown) => reported.push(fault)
  const front = sessionCheck({ site: 'primary', doors: [DOOR], clock: systemClock, gate, report })
  return { front, reported }
}

describe('the session check', () => {
  it.each<[string, () => Promise<GateAnswer>]>([
    [
      'throws',
      () => {
        throw new Error('a bug')
      },
    ],
    ['rejects', () => Promise.reject(new Error('a bug'))],
  ])('lets nobody pass where the gate %s, says so, and goes on', async (_, check) => {
    const { front, reported } = frontWith(check)
    expect((await askFront(front, asked)).status).toBe(503)
    expect(reported).toEqual([new Error('a bug')])
  })

  it('leaves every other address to the pages, be it ever so like its own', async () => {
    const { front } = frontWith(() => 'open')
    expect((await askFront(front, asked)).status).toBe(204)
    for (const path of [
      '/',
      '/session-check/',
      '/session-check/ccms.otp',
      `${asked.path}/`,
      `/${asked.path}`,
    ])
      expect((await askFront(front, { ...asked, path })).status).toBe(UNANSWERED)
  })
})
