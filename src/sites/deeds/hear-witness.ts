import type { Authority } from '../../db/authority.ts'
import { systemRandomness } from '../../kernel/system.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import { askWitness } from '../../witness/ask-witness.ts'
import type { Word } from '../../witness/word.ts'
import type { Host } from '../host.ts'
import type { WitnessHeard } from '../record-statement.ts'
import type { Asked } from './deed.ts'

/** In the plan of a deed that needs the word; none where there is no witness. */
export function sayHearing({ settings }: Host, { 'without-witness': without }: Asked): readonly string[] {
  if (settings.witness === null) return []
  return [
    without
      ? 'ask the witness, and go on whatever it says: both operators answer for that'
      : 'ask the witness for its word, which the other site does not get then',
  ]
}

/**
 * After both have signed, before anything is done. Null where the word is not to be had, which was said. Who goes on without it
 * takes it all the same if it is to be had: the other site can't go on alone by itself then.
 */
export async function hearWitness(
  { settings: { site, witness } }: Host,
  { 'without-witness': without }: Asked,
  { spell, mode }: Authority,
  { complain }: Terminal,
): Promise<WitnessHeard | null> {
  if (witness === null) return 'none'
  const word = await askWitness(witness, { site, spell, mode }, systemRandomness)
  if (!word.ok) complain(`the witness is not heard: ${word.refusal.away}`)
  else if (word.value === 'yes') return 'yes'
  else complain(DENIED[word.value])
  if (without) return 'overruled'
  complain('--without-witness goes on, where both operators know that the other site takes no writes')
  return null
}

const DENIED: Readonly<Record<Exclude<Word, 'yes'>, string>> = {
  given: 'the witness gave its word to the other site, which may be going on alone',
  alone: 'the witness says no: the other site went on alone, and has acknowledged what is not here',
}
