import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import { type ConfigFault, text } from '../setting-values.ts'
import type { WitnessAddress } from './ask-witness.ts'
import { parseWitnessKey } from './sign-message.ts'

const [URL_NAME, KEY_NAME] = ['SALLYPORT_WITNESS_URL', 'SALLYPORT_WITNESS_KEY_FILE']
const KEY = "this site's key, which sallyport witness prepare made"

export const witnessSettings = {
  SALLYPORT_WITNESS_URL: z
    .string()
    .refine((url) => URL.canParse(url) && new URL(url).protocol === 'http:', {
      error: 'must be the http:// address of the witness, such as http://witness.example:8475',
    })
    .optional(),
  SALLYPORT_WITNESS_KEY_FILE: text(KEY)
    .transform((key, context) => {
      const parsed = parseWitnessKey(key)
      if (parsed !== undefined) return parsed
      context.addIssue(`must hold 64 hex digits: ${KEY}`)
      return z.NEVER
    })
    .optional(),
}

const settings = z.object(witnessSettings)

/** Null where there is no witness. */
export function witnessOf(
  set: z.infer<typeof settings>,
): Result<WitnessAddress | null, readonly ConfigFault[]> {
  const { SALLYPORT_WITNESS_URL: url, SALLYPORT_WITNESS_KEY_FILE: key } = set
  if (url === undefined && key === undefined) return done(null)
  if (url !== undefined && key !== undefined) return done({ url, key })
  return refused([`${url === undefined ? URL_NAME : KEY_NAME} is missing: a witness is named by both`])
}
