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

const PARALLEL_FILE = 'programmes/seoch-2fa-2023-parallel-run.yaml'
export const parallelSource = readFileSync(new URL(`../../${PARALLEL_FILE}`, import.meta.url), 'utf8')
export const parallel = parsed(parallelSource)

export type Edit = readonly [from: string, to: string]

/** The shipped file with passages replaced; fails where a passage is not there, or is not the only one. */
export function edited(...edits: readonly Edit[]): string {
  return editedIn(seochSource, ...edits)
}

export function editedIn(text: string, ...edits: readonly Edit[]): string {
  return edits.reduce((source, [from, to]) => {
    if (source.split(from).length !== 2) throw new Error(`not exactly once in the file: ${from}`)
    return source.replace(from, () => to)
  }, text)
}

/**
 * The parallel run with everything else that a launch may have: Delegated Administrators a day later and by another
 * channel than email from the week after, PFC's users a week later, HLS a week longer with cards, email for the Online
 * Functions until the autumn, DMS cards only until the switch.
 */
export const stagedSource = editedIn(
  parallelSource,
  [
    '    exceptions: []\n',
    `    exceptions: [{ participant: HLS, system: ccms, date: 2023-10-06 Fri }]
`,
  ],
  ['      dms: { date: 2023-09-29 Fri }\n', ''],
  [
    `    leads_to: [dms.security]
    admits: [da-maker, da-checker, da-single]
    ordinarily: { source: assumed, sites: [primary], until: last-smartcard-day }`,
    `    leads_to: [dms.security]
    admits: [da-maker, da-checker, da-single]
    ordinarily: { source: assumed, sites: [primary], until: launch }`,
  ],
  [
    '    leads_to: [ccms.online]\n',
    `    leads_to: [ccms.online]
    channels:
      - { source: assumed, accepted: [email, app, passkey] }
      - { source: assumed, from: 2023-10-03 Tue, accepted: [app, passkey] }
`,
  ],
  [
    '    name: { en: Delegated Administrators (makers), zh-Hant: 獲授權管理人（輸入者） }\n',
    `    name: { en: Delegated Administrators (makers), zh-Hant: 獲授權管理人（輸入者） }
    channels: [{ from: 2023-06-19 Mon, accepted: [app, passkey] }]
`,
  ],
  [
    '  parallel_run:\n',
    `  waves:
    source: assumed
    administrators:
      title: { en: Delegated Administrators, zh-Hant: 獲授權管理人 }
      roles: [da-maker, da-checker, da-single]
      date: 2023-06-13 Tue
      switch: { time: 06:00 }
    late:
      title: { en: Late starters, zh-Hant: 稍後推出 }
      roles: [user]
      participants: [PFC]
      date: 2023-06-19 Mon
      switch: { time: 00:00 }
  parallel_run:
`,
  ],
)
export const staged = parsed(stagedSource)

/** `06-10 18:05` of 2023, Hong Kong time; seconds may follow. */
export function hongKong(text: string): Instant {
  return Temporal.Instant.from(`2023-${text.replace(' ', 'T')}+08:00`)
}

export const go: LaunchDecision = decided('go', '06-11 12:00')

export function decided(kind: 'go' | 'no-go', at: string) {
  return { kind, ...signed(at) } satisfies LaunchDecision
}

export function signed(at: string) {
  return { decidedAt: hongKong(at), maker: 'OPMAKER1', checker: 'OPCHECK1', remark: '' }
}

/** A week later, with a new go to be given by Sunday. */
export const postponed: LaunchDecision = {
  kind: 'postponement',
  of: 'everybody',
  switchesAt: hongKong('06-19 00:00'),
  decideBy: hongKong('06-18 18:00'),
  ...signed('06-11 13:00'),
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
  holdsCard: true,
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
