import { z } from 'zod'
import { parseReference } from '../kernel/reference.ts'

/** What may stand in the body of an ask; the site that asks is in the signature. */
export const askShape = z.strictObject({
  /** `look` takes nothing. */
  want: z.enum(['word', 'look']),
  spell: z.string().refine((spell) => spell === 'first' || parseReference(spell) !== undefined),
  mode: z.enum(['paired', 'standalone']),
})

export const wordShape = z.strictObject({ word: z.enum(['yes', 'given', 'alone']) })
export const givenShape = z.strictObject({ given: z.enum(['primary', 'secondary', 'nobody']) })
