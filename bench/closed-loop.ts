import type { Browser } from './browser.ts'

export interface Pace {
  /** Completed per second. */
  readonly rate: number
  /** Milliseconds each took, in no order. */
  readonly took: readonly number[]
}

/** Virtual users who do one thing after the other, each in his own browser. What is under way at the end is finished and counted. */
export class ClosedLoop {
  readonly #browsers: readonly Browser[]

  constructor(users: number, browser: (n: number) => Browser) {
    this.#browsers = Array.from({ length: users }, (_, n) => browser(n))
  }

  async run(milliseconds: number, turn: (browser: Browser) => Promise<void>): Promise<Pace> {
    const began = performance.now()
    const took: number[] = []
    const play = async (browser: Browser) => {
      while (performance.now() - began < milliseconds) {
        const from = performance.now()
        await turn(browser)
        took.push(performance.now() - from)
      }
    }
    await Promise.all(this.#browsers.map(play))
    return { rate: (took.length * 1000) / (performance.now() - began), took }
  }

  close(): void {
    for (const browser of this.#browsers) browser.close()
  }
}
