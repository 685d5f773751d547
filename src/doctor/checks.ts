import { reasonOf } from '../kernel/reason-of.ts'
import {
  examineClock,
  examineDatabase,
  examineProgrammeInForce,
  examineReplication,
  examineServer,
} from './examine-database.ts'
import { examineKeys } from './examine-keys.ts'
import { examineHashing, examineListeners, examineRuntime } from './examine-machine.ts'
import { examineMailServer, examineMailSettings, examineOutbox } from './examine-mail.ts'
import { examineReports } from './examine-reports.ts'
import { examineCertificate, examineTlsKey } from './examine-tls.ts'
import { examineWitness } from './examine-witness.ts'
import { type Check, type Finding, fail, ok } from './finding.ts'
import type { LookedAt } from './look-at.ts'

const DATABASE = 'database'

/** Everything there is to look at, in this order. `serve` asks what is marked `serving`, `doctor` asks all. */
export const CHECKS: readonly Check[] = [
  { name: 'program', serving: false, look: examineRuntime },
  { name: 'TLS key', serving: true, look: examineTlsKey },
  { name: 'TLS certificate', serving: false, look: examineCertificate },
  { name: 'mail settings', serving: true, look: examineMailSettings },
  { name: 'programme file', serving: true, look: examineProgramme },
  { name: DATABASE, serving: true, look: examineDatabase },
  { name: 'replication', serving: true, asksDatabase: true, look: examineReplication },
  { name: 'witness', serving: false, look: examineWitness },
  { name: 'sealing keys', serving: true, asksDatabase: true, look: examineKeys },
  { name: 'programme in force', serving: false, asksDatabase: true, look: examineProgrammeInForce },
  { name: 'database server', serving: false, asksDatabase: true, look: examineServer },
  { name: 'clock', serving: false, asksDatabase: true, look: examineClock },
  { name: 'mail server', serving: false, look: examineMailServer },
  { name: 'outbox', serving: false, asksDatabase: true, look: examineOutbox },
  { name: 'report store', serving: false, look: examineReports },
  { name: 'hashing', serving: false, look: examineHashing },
  { name: 'listeners', serving: false, look: examineListeners },
]

function examineProgramme({ programme }: LookedAt): readonly Finding[] {
  if (!programme.ok) return programme.refusal.map((fault) => fail(fault))
  return [ok(`${programme.value.programme.id} reads without an error`)]
}

export interface NamedFinding extends Finding {
  readonly check: string
}

/** Asks one check after the other: what one measures, another would disturb. */
export async function examine(
  site: LookedAt,
  checks: readonly Check[] = CHECKS,
): Promise<readonly NamedFinding[]> {
  const found: NamedFinding[] = []
  for (const { name, asksDatabase, look } of checks) {
    const away = found.some(({ check, state }) => check === DATABASE && state === 'fail')
    const findings = asksDatabase && away ? [] : await findingsOf(() => look(site))
    found.push(...findings.map((finding) => ({ check: name, ...finding })))
  }
  return found
}

async function findingsOf(look: () => ReturnType<Check['look']>): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (fault) {
    return [fail(`it can't be looked at (${reasonOf(fault)})`)]
  }
}
