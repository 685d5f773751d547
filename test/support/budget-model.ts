import type { Budget } from '../../src/attempts/rules/figures.ts'
import { type Instant, isBefore } from '../../src/kernel/instant.ts'

/** The documented rule of a budget, in the plainest words (src/attempts/README.md). */
export class BudgetModel {
  failures = 0
  pending = 0
  refusals = 0
  level = 0
  lockedUntil: Instant | null = null
  #lastTaken: Instant | null = null
  readonly #figures: Budget

  constructor(figures: Budget) {
    this.#figures = figures
  }

  take(at: Instant): 'taken' | 'locked' | 'busy' {
    const { tries } = this.#figures
    if (this.lockedUntil !== null && isBefore(at, this.lockedUntil)) return this.#refuse()
    if (this.lockedUntil !== null) {
      Object.assign(this, { failures: 0, pending: 0, lockedUntil: null })
    } else if (this.#lastTaken !== null && !isBefore(at, this.#lastTaken.add({ seconds: 10 }))) {
      this.pending = 0
    }
    if (this.failures === tries && this.pending > 0) return 'busy'
    if (this.failures === tries) {
      this.#lock(at)
      return this.#refuse()
    }
    this.failures += 1
    this.pending += 1
    this.#lastTaken = at
    return 'taken'
  }

  /** The end of the lock this brings about. */
  settle(outcome: 'failed' | 'passed', at: Instant): Instant | null {
    this.#leave()
    if (outcome === 'passed') this.failures = Math.max(this.failures - 1, this.pending)
    const full = this.failures - this.pending >= this.#figures.tries
    if (outcome === 'passed' || this.lockedUntil !== null || !full) return null
    return this.#lock(at)
  }

  /** Both factors were right; `mine`: by a try of this budget. */
  clear(mine: boolean): void {
    if (mine) this.#leave()
    Object.assign(this, { failures: this.pending, refusals: 0, level: 0, lockedUntil: null })
  }

  #leave(): void {
    this.pending -= this.pending > 0 ? 1 : 0
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
