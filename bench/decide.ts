import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DoorId, FunctionId, UserId } from '../src/kernel/ids.ts'
import { parseProgramme } from '../src/programme/parse-programme.ts'
import { decide } from '../src/programme/rules/decide.ts'
import type { Facts } from '../src/programme/rules/facts.ts'
import { OPENED_AT } from './site.ts'
import { rounded } from './statistics.ts'

const DECISIONS = 20_000

/** What one decision costs, at instants all over the programme. */
export async function benchDecide() {
  const file = join(import.meta.dirname, '../programmes/seoch-2fa-2023.yaml')
  const programme = parseProgramme(readFileSync(file, 'utf8'), file)
  if (!programme.ok) throw new Error('the shipped programme does not parse')
  const inForce = { programme: programme.value, decisions: [] }
  const door = 'ccms.otp.online' as DoorId
  const once = (n: number) => decide(inForce, FACTS, door, 'primary', OPENED_AT.add({ minutes: n % 10_000 }))
  for (let n = 0; n < DECISIONS / 10; n++) once(n)
  const began = performance.now()
  for (let n = 0; n < DECISIONS; n++) once(n)
  return { microsecondsADecision: rounded(((performance.now() - began) * 1000) / DECISIONS) }
}

const FACTS: Facts = {
  userId: 'U0000001' as UserId,
  participants: ['C00001'],
  roles: ['user'],
  status: 'active',
  emailRegistered: true,
  initiated: true,
  channels: ['app'],
  lockedUntil: null,
  holdsCard: true,
  functions: ['ccms.online', 'ccms.overnight'] as FunctionId[],
  registeredFor: [],
  enteredAt: null,
}
