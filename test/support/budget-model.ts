import type { Budget } from '../../src/attempts/rules/figures.ts'
import { type Instant, isBefore } from '../../src/kernel/instant.ts'

/** The documented rule of a budget, in the plainest words (src/attempts/README.md). */
export class BudgetModel {
  failures = 0
  /** Each try taken and not settled, by its time. */
  pending: readonly Instant[] = []
  refusals = 0
  level = 0
  lockedUntil: Instant | null = null
  readonly #figures: Budget

  constructor(figures: Budget) {
    this.#figures = figures
  }

  take(at: Instant): 'taken' | 'locked' | 'busy' {
    const { tries } = this.#figures
    if (this.lockedUntil !== null && isBefore(at, this.lockedUntil)) return this.#refuse()
    if (this.lockedUntil !== null) Object.assign(this, { failures: 0, pending: [], lockedUntil: null })
    if (this.failures >= tries && alive(this.pending, at).length > 0) return 'busy'
    if (this.failures >= tries) {
      this.#lock(at)
      return this.#refuse()
    }
    this.failures += 1
    this.pending = [...this.pending, at]
    return 'taken'
  }

  /** The end of the lock this brings about. */
  settle(takenAt: Instant, outcome: 'failed' | 'passed', at: Instant): Instant | null {
    const counted = this.pending.some((each) => each.equals(takenAt))
    this.pending = without(this.pending, takenAt)
    if (outcome === 'failed' && !counted) this.failures += 1
    if (outcome === 'passed' && counted) this.failures -= 1
    const full = this.failures - alive(this.pending, at).length >= this.#figures.tries
    if (outcome === 'passed' || this.lockedUntil !== null || !full) return null
    return this.#lock(at)
  }

  /** Both factors were right; `mine`: when the try was taken that is one of this budget. */
  clear(mine: Instant | null, at: Instant): void {
    const pending = alive(mine === null ? this.pending : without(this.pending, mine), at)
    Object.assign(this, { pending, failures: pending.length, refusals: 0, level: 0, lockedUntil: null })
  }

  #refuse(): 'locked' {
    this.refusals += 1
    return 'locked'
  }

  #lock(at: Instant): Instant {
    const { lockMinutes } = this.#figures
    const minutes = lockMinutes[Math.min(this.level, lockMinutes.length - 1)] ?? 0
    this.level += 1
    this.lockedUntil = at.add({ minutes })
    return this.lockedUntil
  }
}

function without(pending: readonly Instant[], takenAt: Instant): readonly Instant[] {
  const place = pending.findIndex((each) => each.equals(takenAt))
  return place < 0 ? pending : pending.toSpliced(place, 1)
}

/** A process settles its tries within ten seconds, or has died. */
function alive(pending: readonly Instant[], at: Instant): readonly Instant[] {
  return pending.filter((each) => isBefore(at, each.add({ seconds: 10 })))
}
