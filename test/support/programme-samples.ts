import { readFileSync } from 'node:fs'
import type { DoorId, FunctionId, UserId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { parseProgramme } from '../../src/programme/parse-programme.ts'
import type { Programme } from '../../src/programme/programme.ts'
import type { Facts } from '../../src/programme/rules/facts.ts'
import type { InForce, LaunchDecision } from '../../src/programme/rules/in-force.ts'

export const SEOCH_FILE = 'programmes/seoch-2fa-2023.yaml'
export const seochSource = readFileSync(new URL(`../../${SEOCH_FILE}`, import.meta.url), 'utf8')
export const seoch = parsed(seochSource)

export function parsed(source: string): Programme {
  const result = parseProgramme(source, SEOCH_FILE)
  if (!result.ok) throw new Error(JSON.stringify(result.refusal, null, 2))
  return result.value
}

/** The shipped file with one passage replaced; fails where the passage is not there, or is not the only one. */
export function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((source, [from, to]) => {
    if (source.split(from).length !== 2) throw new Error(`not exactly once in the file: ${from}`)
    return source.replace(from, () => to)
  }, seochSource)
}

/** `06-10 18:05` of 2023, Hong Kong time; seconds may follow. */
export function hongKong(text: string): Instant {
  return Temporal.Instant.from(`2023-${text.replace(' ', 'T')}+08:00`)
}

export const go: LaunchDecision = decided('go', '06-11 12:00')

export function decided(kind: 'go' | 'no-go', at: string): LaunchDecision {
  return { kind, decidedAt: hongKong(at), maker: 'OPMAKER1', checker: 'OPCHECK1', remark: '' }
}

export const approved: InForce = { programme: seoch, decisions: [go] }
export const undecided: InForce = { programme: seoch, decisions: [] }

/** A user who lacks nothing, and a Delegated Administrator who lacks nothing. */
export const user: Facts = {
  userId: 'HLSUSR01' as UserId,
  participants: ['HLS'],
  roles: ['user'],
  status: 'active',
  emailRegistered: true,
  initiated: true,
  channels: ['email'],
  lockedUntil: null,
  functions: ['ccms.online', 'ccms.overnight'] as FunctionId[],
  registeredFor: ['connectivity-test-2023-06-10'],
  enteredAt: null,
}
export const administrator: Facts = {
  ...user,
  roles: ['da-maker'],
  functions: ['dms.security'] as FunctionId[],
}
/** The same before initiating. */
export function uninitiated(facts: Facts): Facts {
  return { ...facts, initiated: false, channels: [] }
}

export const DOORS = seoch.doors.map(({ id }) => id)

export function door(id: string): DoorId {
  return id as DoorId
}
