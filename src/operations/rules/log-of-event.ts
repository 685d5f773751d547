import type { AuditEvent } from '../../audit/record-event.ts'

export interface EventLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly says: string
}

type Line = (event: AuditEvent) => EventLine | undefined

/** Audit events that somebody at the machine should see; the audit trail has them all. The first that fits. */
const LINES: readonly Line[] = [
  ({ facts }) =>
    facts['reason'] === 'broken-seal'
      ? { level: 'error', says: 'a stored secret does not open: altered, copied, or its key is gone' }
      : undefined,
  ({ facts }) => (facts['lockedUntil'] ? { level: 'warn', says: 'logon by OTP locked' } : undefined),
  ({ kind }) => (kind === 'launch.decided' ? { level: 'info', says: 'launch decided' } : undefined),
  ({ kind }) =>
    kind === 'programme.in-force' ? { level: 'info', says: 'another programme file in force' } : undefined,
]

export function logOfEvent(event: AuditEvent): EventLine | undefined {
  for (const line of LINES) {
    const said = line(event)
    if (said !== undefined) return said
  }
  return undefined
}

/** Facts that name nobody and prove nothing. */
const SAID = ['door', 'reason', 'lockedUntil', 'decision', 'decidedAt', 'programme', 'sha256'] as const

export function factsToSay({ facts }: AuditEvent): Readonly<Record<string, unknown>> {
  return Object.fromEntries(SAID.flatMap((name) => (name in facts ? [[name, facts[name]]] : [])))
}
