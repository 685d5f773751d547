import { checkUpload } from './emails/check-upload.ts'
import { spreadLetters } from './emails/spread-letters.ts'
import { writeAddressLetters } from './emails/write-address-letters.ts'
import { keepHouse } from './housekeeping.ts'
import { type RunningTurns, runTurns } from './kernel/run-turns.ts'
import { deliverDueMail, type Outbox } from './outbox/deliver-due-mail.ts'
import type { SurfaceWorld } from './surfaces/world.ts'

/** Bulk mail leaves most of the transport's connections to what somebody waits for. */
const PROMPT_AT_ONCE = 20
const BULK_AT_ONCE = 2
const LETTERS_AT_ONCE = 200
/** How often work is looked for that no request waits for. */
const UNHURRIED_MILLISECONDS = 2_000

type OnFault = (fault: unknown) => void

/** The letters somebody waits for. */
export function promptMail(due: Outbox, turned: (() => void) | undefined, onFault: OnFault): RunningTurns {
  return runTurns({
    take: (atMost) => deliverDueMail(due, atMost).finally(turned),
    batch: PROMPT_AT_ONCE,
    onFault,
  })
}

export interface Unhurried {
  readonly uploadReceived: () => void
  stop(): Promise<void>
}

/** What no request waits for: uploaded files are looked at, letters to many written and sent, the house is kept. */
export function unhurriedWork(
  world: SurfaceWorld,
  due: Outbox,
  { keepReportsDays, onFault }: { readonly keepReportsDays?: number | undefined; readonly onFault: OnFault },
): Unhurried {
  const each = { pollMilliseconds: UNHURRIED_MILLISECONDS, onFault }
  const bulkMail = runTurns({
    ...each,
    take: (atMost) => deliverDueMail(due, atMost, 'bulk'),
    batch: BULK_AT_ONCE,
  })
  const write = async (atMost: number) => {
    const lines = await spreadLetters(world, atMost)
    const letters = await writeAddressLetters(world, atMost).finally(bulkMail.nudge)
    return Math.max(lines, letters)
  }
  const uploads = runTurns({ ...each, take: () => checkUpload(world), batch: 1 })
  const letters = runTurns({ ...each, take: write, batch: LETTERS_AT_ONCE })
  const housekeeping = keepHouse(world, keepReportsDays, onFault)
  return {
    uploadReceived: () => uploads.nudge(),
    stop: async () => {
      housekeeping.stop()
      await uploads.stop()
      await letters.stop()
      await bulkMail.stop()
    },
  }
}
