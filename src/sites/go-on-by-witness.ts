import type { AuditWorld } from '../audit/record-event.ts'
import type { Followed } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import type { Reference, SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Result, refused } from '../kernel/result.ts'
import { askWitness, type WitnessAddress } from '../witness/ask-witness.ts'
import { goStandalone } from './go-standalone.ts'

interface Asking {
  readonly witness: WitnessAddress
  /** Of the node that asks: it asks for its own alone. */
  readonly site: SiteId
  readonly audit: Omit<AuditWorld, 'epoch'>
}

/**
 * The standby is lost to the authority of this site. With the witness's word it goes on alone; without, whether it was refused or
 * not heard, everything stays as it is. All nodes of a site may ask, again and again: the word is the site's, and one commit is
 * the record.
 */
export async function goOnByWitness(
  { witness, site, audit }: Asking,
  followed: Followed,
  at: Instant,
): Promise<Result<Reference, string>> {
  const { authority } = followed
  if (authority.site !== site) return refused('the authority lies at the other site, which asks for itself')
  const { spell, mode, epoch } = authority
  const word = await askWitness(witness, { site, spell, mode }, audit.randomness)
  if (!word.ok) return refused(`the witness is not heard: ${word.refusal.away}`)
  if (word.value !== 'yes') return refused('the witness gave its word to the other site')
  const database = openInTerm(followed, { poolSize: 1, applicationName: 'sallyport witness' })
  return goStandalone(database, { ...audit, epoch }, authority, 'witness', at).finally(() => database.close())
}
