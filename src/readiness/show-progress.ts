import type { ReportWorld } from './output.ts'
import { howMany } from './rules/say-figures.ts'

const REDRAW_MILLISECONDS = 200
const LINE_MILLISECONDS = 5_000

/** How far, how fast, how long still. A directory that is read at once shows nothing. */
export function showProgress({ progress, now }: ReportWorld): (done: number, total: number) => void {
  const begun = now()
  const every = progress.redraws ? REDRAW_MILLISECONDS : LINE_MILLISECONDS
  let shownAt = begun
  return (done, total) => {
    const at = now()
    if (done >= total && progress.redraws) progress.clear()
    if (done >= total || shownAt.until(at).total('milliseconds') < every) return
    shownAt = at
    const rate = done / Math.max(begun.until(at).total('seconds'), 0.001)
    const left = Math.ceil((total - done) / Math.max(rate, 1))
    const share = Math.floor((100 * done) / total)
    progress.show(
      `${howMany(done)} of ${howMany(total)} read (${share} %), ${howMany(Math.round(rate))} a second, ${left} s left`,
    )
  }
}
