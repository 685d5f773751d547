import type { ReportWorld } from './output.ts'
import { howMany } from './rules/say-figures.ts'

export interface Progress {
  at(done: number, about: number): void
  /** Everything is read. */
  end(): void
}

const REDRAW_MILLISECONDS = 200
const LINE_MILLISECONDS = 5_000

/** How far, how fast, how long still. A directory that is read at once shows nothing. */
export function showProgress({ progress, now }: ReportWorld): Progress {
  const begun = now()
  const every = progress.redraws ? REDRAW_MILLISECONDS : LINE_MILLISECONDS
  let shownAt = begun
  return {
    at: (done, about) => {
      const at = now()
      if (shownAt.until(at).total('milliseconds') < every) return
      shownAt = at
      const all = Math.max(done, about)
      const rate = done / begun.until(at).total('seconds')
      const left = Math.ceil((all - done) / rate)
      const share = Math.floor((100 * done) / all)
      progress.show(
        `${howMany(done)} of ${howMany(all)} read (${share} %), ${howMany(Math.round(rate))} a second, ${left} s left`,
      )
    },
    end: () => progress.clear(),
  }
}
