import type { z } from 'zod'
import type { SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { givenShape, wordShape } from './message-shapes.ts'
import { isSigned, SIGNATURE, signMessage, type WitnessKey } from './sign-message.ts'
import type { Ask, Given, Word } from './word.ts'

/** Where the witness is, and how a site shows that it is that site. */
export interface WitnessAddress {
  readonly url: string
  readonly key: WitnessKey
}

/** No answer, or none that the witness signed: why, for the engineer. Whether a word was given is not known then. */
export type Away = { readonly away: string }

/** Milliseconds. Whoever asks has people waiting. */
const PATIENCE = 1_500

/** Takes the word of a spell, if it is to be had. */
export function askWitness(
  witness: WitnessAddress,
  { site, spell, mode }: Ask,
  randomness: Randomness,
): Promise<Result<Word, Away>> {
  return ask(witness, site, { want: 'word', spell, mode }, wordShape, randomness).then((said) =>
    said.ok ? done(said.value.word) : said,
  )
}

/** Takes nothing: is it there, and who has the word? */
export function lookAtWitness(
  witness: WitnessAddress,
  { site, spell, mode }: Ask,
  randomness: Randomness,
): Promise<Result<Given, Away>> {
  return ask(witness, site, { want: 'look', spell, mode }, givenShape, randomness).then((said) =>
    said.ok ? done(said.value.given) : said,
  )
}

async function ask<Said>(
  { url, key }: WitnessAddress,
  site: SiteId,
  asked: object,
  shape: z.ZodType<Said>,
  randomness: Randomness,
): Promise<Result<Said, Away>> {
  const body = JSON.stringify(asked)
  const nonce = randomness.uuid()
  const mac = signMessage(key, { what: 'ask', site, nonce, body })
  const headers = { [SIGNATURE.site]: site, [SIGNATURE.nonce]: nonce, [SIGNATURE.mac]: mac }
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', headers, body },
      ...{ redirect: 'error', signal: AbortSignal.timeout(PATIENCE) },
    })
    const said = await response.text()
    if (response.status !== 200) return refused({ away: `it answers ${response.status}` })
    if (!isSigned(key, { what: 'answer', site, nonce, body: said }, response.headers.get(SIGNATURE.mac)))
      return refused({ away: 'its answer is not signed by the key of this site' })
    return done(shape.parse(JSON.parse(said)))
  } catch (fault) {
    // fetch says no more than that it failed; why is beneath.
    return refused({ away: reasonOf((fault as Error).cause ?? fault) })
  }
}
