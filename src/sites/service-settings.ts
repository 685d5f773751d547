import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import { type ConfigFault, path } from '../setting-values.ts'
import type { Command, Service } from './servers/site-servers.ts'

const isCommand = (words: readonly string[]): words is Command => words[0]?.startsWith('/') ?? false

const command = z
  .string()
  .transform((line) => line.trim().split(/\s+/))
  .refine(isCommand, { error: 'must be a program by its path, and its words: no shell reads them' })
  .optional()

export const serviceSettings = {
  SALLYPORT_SERVICE_DATA: path('the data folder of the server that somebody else runs').optional(),
  SALLYPORT_SERVICE_START: command,
  SALLYPORT_SERVICE_STOP: command,
}

const settings = z.object(serviceSettings)

/** Undefined where this program runs the site's server itself. */
export function serviceOf(
  set: z.infer<typeof settings>,
): Result<Service | undefined, readonly ConfigFault[]> {
  const { SALLYPORT_SERVICE_DATA: data, SALLYPORT_SERVICE_START: start, SALLYPORT_SERVICE_STOP: stop } = set
  if (data === undefined && start === undefined && stop === undefined) return done(undefined)
  if (data !== undefined && start !== undefined && stop !== undefined) return done({ data, start, stop })
  const missing = Object.keys(serviceSettings).filter((name) => set[name as keyof typeof set] === undefined)
  return refused(
    missing.map((name) => `${name} is missing: a server that somebody else runs is named by all three`),
  )
}
