import { z } from 'zod'
import { newId } from '../changes/input-fields.ts'

const MOST_GROUPS = 100

/** The user groups somebody shall be in, each once. */
export const wantedGroups = z
  .array(z.strictObject({ group: z.uuid(), row: newId }))
  .max(MOST_GROUPS)
  .refine((groups) => new Set(groups.map(({ group }) => group)).size === groups.length)
