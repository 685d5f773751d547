import type { Config } from '../config/read-config.ts'
import { CHECKS, examine } from '../doctor/checks.ts'
import { lookAt, type ReadProgramme } from '../doctor/look-at.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemTicks } from '../kernel/system.ts'
import type { SmtpServer } from '../mail/smtp-url.ts'

export interface Prepared extends ReadProgramme {
  readonly smtp: SmtpServer
}

/** Looks at everything serving needs, and changes nothing. All faults at once, a sentence each. */
export async function prepareServing(config: Config): Promise<Result<Prepared, readonly string[]>> {
  const site = await lookAt(config, { clock: systemClock, ticks: systemTicks })
  try {
    const needed = CHECKS.filter(({ serving }) => serving)
    const faults = (await examine(site, needed)).filter(({ state }) => state === 'fail')
    const { smtp, programme } = site
    if (faults.length > 0 || !smtp.ok || !programme.ok)
      return refused(faults.map(({ says, todo }) => (todo === undefined ? says : `${says}. ${todo}`)))
    return done({ ...programme.value, smtp: smtp.value })
  } finally {
    await site.database.close()
  }
}
