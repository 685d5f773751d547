import { systemClock } from '../../src/kernel/system.ts'
import { appCode, ONLINE } from '../support/journeys.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import type { Member } from './seed-crowd.ts'
import type { Told } from './stage.ts'

const HOME = '/online'

/** How often he comes back. */
const PATIENCE = 5

/** Where the next request goes: the same person's browser, cookies and all, or a new one's. */
type Reach = (from?: TerminalBrowser) => TerminalBrowser

/** People who log on by app, one after the other. */
export class Shift {
  readonly told: Told = { logons: [], initiations: [], logOuts: [], references: new Set(), wrongs: [] }
  readonly #reach: Reach
  readonly #members: Member[]

  constructor(reach: Reach, members: readonly Member[]) {
    this.#reach = reach
    this.#members = [...members]
  }

  /** All of them, so many at once. */
  async play(atOnce: number): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, () => this.#playOn()))
  }

  async #playOn(): Promise<void> {
    for (let next = this.#members.shift(); next !== undefined; next = this.#members.shift())
      await this.#logOn(next)
  }

  async #logOn({ userId, password = '', totpSecret = '' }: Member): Promise<void> {
    let browser = this.#reach()
    const ask = async (
      exchange: (at: TerminalBrowser) => Promise<Answer>,
      patience = PATIENCE,
    ): Promise<Answer> => {
      browser = this.#reach(browser)
      const answer = await exchange(browser)
      // A busy machine turned him away, and did nothing of what he asked.
      const turnedAway = answer.status === 503 && answer.headers.has('retry-after')
      return turnedAway && patience > 0 ? ask(exchange, patience - 1) : answer
    }
    await ask((at) => at.get(ONLINE))
    await ask((at) => at.post(ONLINE, { user_id: userId, password }))
    await ask((at) => at.get(`${ONLINE}/passcode`))
    const passcode = appCode(totpSecret, systemClock.now())
    const answer = await ask((at) => at.post(`${ONLINE}/passcode`, { passcode }))
    const token = browser.cookies.get('__Host-sallyport-primary-ccms.otp.online-session')
    if (answer.location !== HOME || token === undefined)
      this.told.wrongs.push(`${userId} was not let in: ${answer.status} ${answer.location}`)
    else this.told.logons.push({ userId, token, proof: `${userId} ${passcode}` })
  }
}
