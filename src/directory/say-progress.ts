import type { Clock } from '../kernel/clock.ts'

/** Told often of what is being done, and of how many by now. */
export type Progress = (doing: string, count?: number) => void

const EVERY = 100_000

/** Says each new thing that is done and, where it takes long, how many and how fast. */
export function sayProgress(say: (line: string) => void, wire: Clock): Progress {
  let doing = ''
  let since = wire.now()
  let said = 0
  return (what, count = 0) => {
    if (what !== doing) {
      say(what)
      doing = what
      since = wire.now()
      said = 0
    }
    if (count - said < EVERY) return
    said = count
    const seconds = since.until(wire.now()).total('seconds')
    say(
      `${what}: ${count.toLocaleString('en')}, ${Math.round(count / seconds).toLocaleString('en')} a second`,
    )
  }
}
