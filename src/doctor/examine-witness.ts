import { systemRandomness } from '../kernel/system.ts'
import { lookAtWitness } from '../witness/ask-witness.ts'
import { type Finding, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

/** A witness that is found silent on the morning it is needed is none. */
export async function examineWitness({ config, authority }: LookedAt): Promise<readonly Finding[]> {
  const { witness, site } = config
  if (witness === null) return [ok('none: two operators decide when the sites lose each other')]
  const { spell, mode } = authority.ok
    ? authority.value.authority
    : ({ spell: 'first', mode: 'paired' } as const)
  const given = await lookAtWitness(witness, { site, spell, mode }, systemRandomness)
  return given.ok
    ? [ok(`${witness.url} answers`)]
    : [
        warn(
          `${witness.url} is not heard: ${given.refusal.away}`,
          'Nobody but two operators could decide now.',
        ),
      ]
}
